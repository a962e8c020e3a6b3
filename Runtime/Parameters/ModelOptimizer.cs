using System.Globalization;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// An optimizer of a model: that of TrainStep, or of a <c>[TrainingProgram]</c>. It has a step size, a schedule, groups and a number of
/// steps of its own, as an object of torch.optim has.
/// </summary>
public sealed class ModelOptimizer
{
    private readonly OptimizerLayout _layout;
    private readonly bool _isDouble;
    private double _rate;
    private double _stepRate;
    private bool _isRateOfStep;

    internal ModelOptimizer(ModelLayout model, OptimizerLayout layout, IEnumerable<Parameter> parameters)
    {
        (Model, _layout, _isDouble, LearningRate) = (model.Model, layout, model.Precision == Precision.Double, layout.LearningRate);
        Groups = new(this, layout.Groups ?? [], parameters.Where(IsTrained));
    }

    /// <summary>The name of the call that steps: TrainStep, or that of the training program.</summary>
    public string Name => _layout.Name;

    /// <summary>
    /// The step size of the next step. Where there is a schedule, this is the rate that it gives the next step, and what is set is the rate
    /// that it scales.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no finite number, or below what the optimizer takes.</exception>
    public double LearningRate
    {
        get => Schedule is not { } schedule ? _rate : _isRateOfStep ? _stepRate : schedule.RateAt(StepCount, _rate);
        set => _rate = double.IsFinite(value) && value >= LeastRate ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture,
                $"The learning rate of {Model} must be a finite number{Least}; got {value}."));
    }

    /// <summary>Gives each step its learning rate, by the number of steps before it; null at first: all have the rate that was
    /// set.</summary>
    public Schedule? Schedule { get; set; }

    /// <summary>How many steps were begun: 1 in the first.</summary>
    public long StepCount { get; internal set; }

    /// <summary>The groups of parameters with settings of their own, by number or by pattern.</summary>
    public ParameterGroupCollection Groups { get; }

    /// <summary>The model, for messages.</summary>
    internal string Model { get; }

    /// <summary>The least rate that may be set.</summary>
    internal double LeastRate => _layout.LeastRate;

    /// <summary>The rate that was set.</summary>
    internal double BaseRate => _rate;

    /// <summary>The rate that the last step had, unless another was set since.</summary>
    internal double LastRate => Schedule is null ? _rate : _stepRate;

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Model}.{Name}: learning rate {LearningRate}, {StepCount} steps");

    /// <summary>Asks the schedule for the rate of the step that begins.</summary>
    /// <exception cref="InvalidOperationException">It is no finite number in the model's precision.</exception>
    internal void Begin()
    {
        if (Schedule is not { } schedule) return;
        var rate = schedule.RateAt(StepCount, _rate);
        if (!(_isDouble ? double.IsFinite(rate) : float.IsFinite((float)rate)))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The schedule {schedule} of {Model} gives the learning rate {rate} for step {StepCount}; it must be finite."));
        (_stepRate, _isRateOfStep) = (rate, true);
    }

    /// <summary>Ends the step: what is asked for now is the rate of the next.</summary>
    internal void End() => _isRateOfStep = false;

    private string Least => double.IsFinite(LeastRate)
        ? string.Create(CultureInfo.InvariantCulture, $" of {LeastRate} or more")
        : "";

    private bool IsTrained(Parameter parameter)
        => parameter.IsTrainable
            && (_layout.Patterns is not { } patterns
                || Array.Exists(patterns, pattern => NamePattern.Matches(pattern, parameter.Name)));
}
