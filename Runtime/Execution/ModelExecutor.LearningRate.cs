using System.Globalization;

namespace ModelGen.Runtime;

/// <content>The learning rate: a number, or what a schedule makes of it for each step.</content>
public abstract partial class ModelExecutor
{
    private double _learningRate;
    private Schedule? _schedule;
    private double _stepRate;
    private bool _isRateOfStep;

    /// <summary>
    /// The optimizer's step size: that of the next step or, while one runs, its own. What is set is the rate that the schedule scales,
    /// where there is one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a finite number.</exception>
    public double LearningRate
    {
        get => _main._schedule is not { } schedule ? _main._learningRate
            : _main._isRateOfStep ? _main._stepRate : schedule.RateAt(StepCount, _main._learningRate);
        set => _main._learningRate = double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                $"The learning rate of {Layout.Model} must be a finite number; got {value}.");
    }

    /// <summary>Gives each step its learning rate; null, which costs nothing, where all have that which was set.</summary>
    public Schedule? Schedule
    {
        get => _main._schedule;
        set => _main._schedule = value;
    }

    /// <summary>The learning rate that the last step had, unless another was set since.</summary>
    internal double LastLearningRate => _main._schedule is null ? _main._learningRate : _main._stepRate;

    /// <summary>Asks the schedule for the rate of the step that begins.</summary>
    /// <exception cref="InvalidOperationException">It is no finite number in the model's precision.</exception>
    private void BeginStep(Schedule schedule)
    {
        var rate = schedule.RateAt(StepCount, _learningRate);
        if (!(Layout.ElementSize == sizeof(double) ? double.IsFinite(rate) : float.IsFinite((float)rate)))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The schedule {schedule} of {Layout.Model} gives the learning rate {rate} for step {StepCount}; it must be finite."));
        (_stepRate, _isRateOfStep) = (rate, true);
    }
}
