using System.Globalization;

namespace ModelGen.Generator.IR;

/// <summary>
/// Names of host scalars of a training step of which there is one for each group or parameter; a dot keeps them apart from all others.
/// </summary>
internal sealed class IndexedNumber
{
    /// <summary>The step size of a group of parameters, as a multiple of the model's.</summary>
    public static readonly IndexedNumber LearningRateScale = new("learning_rate_scale.", nameof(LearningRateScale));

    /// <summary>1 where a step changes a parameter, 0 where that is frozen at run time.</summary>
    public static readonly IndexedNumber IsTrained = new("is_trained.", nameof(IsTrained));

    private readonly string _prefix;
    private readonly string _member;

    private IndexedNumber(string prefix, string member) => (_prefix, _member) = (prefix, member);

    public string Name(int index) => _prefix + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The call of an executor's member that gives a host scalar's value, or null.</summary>
    public static string? Call(string name)
    {
        var number = name.StartsWith(LearningRateScale._prefix, StringComparison.Ordinal) ? LearningRateScale
            : name.StartsWith(IsTrained._prefix, StringComparison.Ordinal) ? IsTrained : null;
        return number is null ? null : $"{number._member}({name.Substring(number._prefix.Length)})";
    }
}
