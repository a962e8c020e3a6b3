using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Parameters with settings of their own, by a <c>[ParameterGroup]</c> of the model. Its step size can be changed between steps; its other
/// settings are compiled into the step.
/// </summary>
public sealed class ParameterGroup
{
    private readonly ModelOptimizer _optimizer;
    private double _scale;

    internal ParameterGroup(ModelOptimizer optimizer, GroupLayout layout, IEnumerable<Parameter> parameters)
    {
        (_optimizer, Pattern, _scale) = (optimizer, layout.Pattern, layout.LearningRateScale);
        Parameters = new(optimizer.Model, parameters);
    }

    /// <summary>The pattern of the attribute.</summary>
    public string Pattern { get; }

    /// <summary>The parameters: those that the pattern matches, and that of no later group does.</summary>
    public ParameterCollection Parameters { get; }

    /// <summary>
    /// The group's step size as a multiple of the optimizer's LearningRate, so that its schedule moves it too. It is saved with the
    /// model's training state.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double LearningRateScale
    {
        get => _scale;
        set => _scale = double.IsFinite(value) && value >= 0 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                $"The learning rate's scale of the group \"{Pattern}\" must be a finite number of 0 or more; got {value}.");
    }

    /// <summary>
    /// The step size of the group: the optimizer's times <see cref="LearningRateScale"/>. Setting it sets the scale.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The optimizer's own is 0, of which nothing is a multiple.</exception>
    public double LearningRate
    {
        get => _optimizer.LearningRate * _scale;
        set
        {
            if (_optimizer.LearningRate == 0 && value != 0)
                throw new InvalidOperationException(
                    $"The learning rate of {_optimizer.Model} is 0, so a group has no other: set the model's first.");
            LearningRateScale = value == 0 ? 0 : value / _optimizer.LearningRate;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Pattern}: {Parameters.Count} parameters, learning rate {LearningRate}";
}
