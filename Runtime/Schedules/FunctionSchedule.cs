using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.Function"/> makes.</summary>
internal sealed class FunctionSchedule(Func<long, double> factor) : Schedule(nameof(Function), new GivenSettings())
{
    internal override FunctionSchedule Asked => this;

    internal override double Rate(long step, double learningRate)
        => factor(step) is var number && double.IsFinite(number) && number >= 0
            ? learningRate * number
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The function of the schedule gives {number} for step {step}; it must give a finite number of 0 or more."));
}
