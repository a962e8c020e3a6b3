using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>The arguments of a method that makes a schedule.</summary>
/// <param name="arguments">By the names of its parameters.</param>
internal sealed class GivenSettings(params (string Name, double[] Numbers)[] arguments) : ScheduleSettings
{
    /// <inheritdoc/>
    protected override IReadOnlyList<double> Find(string name) => arguments.Single(argument => argument.Name == name).Numbers;

    /// <inheritdoc/>
    protected override Exception Wrong(string name, string range, double number)
        => new ArgumentOutOfRangeException(name, number,
            string.Create(CultureInfo.InvariantCulture, $"{name} must be {range}; got {number}."));
}
