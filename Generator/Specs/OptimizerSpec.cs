using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Specs;

/// <summary>The training of a model: its update rule, what the optimizer's attribute sets, and what stands around the rule.</summary>
/// <param name="Name">The attribute's name, such as <c>Adam</c>.</param>
/// <param name="Rule">The update of one number, see <see cref="RuleSpec"/>.</param>
/// <param name="Settings">The properties that the attribute sets; the others have the rule's defaults.</param>
internal sealed record OptimizerSpec(string Name, Graph Rule, EquatableArray<OptimizerSetting> Settings)
{
    public const string LearningRateProperty = "LearningRate";

    public double LearningRate => Value(LearningRateProperty);

    /// <summary>The attribute that sets it; null where it stands in no file.</summary>
    public SourceExpression? Source { get; init; }

    /// <summary>The groups of parameters with settings of their own.</summary>
    public EquatableArray<ParameterGroupSpec> Groups { get; init; }

    /// <summary>How gradients are clipped; null where they are not, and their norm is not computed.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>What changes gradients before the rule, in order, once for each parameter.</summary>
    public EquatableArray<GradientTransformSpec> Transforms { get; init; }

    /// <summary>The share of the moving averages that stays at each step; null where there are none.</summary>
    public double? AverageDecay { get; init; }

    /// <summary>How gradients of several calls are added; null where each step has its own.</summary>
    public GradientAccumulation? Accumulation { get; init; }

    /// <summary>The names of the parameters that are not trained.</summary>
    public EquatableArray<string> Frozen { get; init; }

    /// <summary>The value of a property: a number, or 1 for true.</summary>
    public double Value(string property)
        => Settings.FirstOrDefault(setting => setting.Property == property)?.Value
            ?? Rule.Parameters.FirstOrDefault(parameter => parameter.Name == property)?.Initializer.First ?? 0;

    /// <summary>The index of the group of a parameter: the last that it matches; -1 where there is none.</summary>
    public int GroupOf(string parameter)
    {
        var group = Groups.Count - 1;
        while (group >= 0 && !NamePattern.Matches(Groups[group].Pattern, parameter)) group--;
        return group;
    }

    /// <summary>The optimizer with the settings of a group.</summary>
    public OptimizerSpec With(ParameterGroupSpec group)
    {
        var own = new HashSet<string>(group.Settings.Select(setting => setting.Property));
        return this with
        {
            Settings = Settings.Where(setting => !own.Contains(setting.Property)).Concat(group.Settings).ToEquatableArray(),
        };
    }
}

/// <summary>A property of an optimizer's attribute that a model sets.</summary>
internal sealed record OptimizerSetting(string Property, double Value);

/// <summary>Parameters with settings of their own.</summary>
/// <param name="Pattern">Their names.</param>
/// <param name="LearningRateScale">Their step size as a multiple of the model's.</param>
/// <param name="Settings">What takes the place of the optimizer's settings.</param>
internal sealed record ParameterGroupSpec(string Pattern, double LearningRateScale, EquatableArray<OptimizerSetting> Settings);

/// <summary>How gradients are clipped.</summary>
/// <param name="Norm">The largest norm of all of them together; 0 where the norm is told alone.</param>
/// <param name="Value">The largest size of an element; 0 where there is no such bound.</param>
internal sealed record GradientClipping(double Norm, double Value);

/// <summary>A user's transformation of the gradient of one parameter.</summary>
/// <param name="Method">The name of its method.</param>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Graph">
/// Inputs "gradient" and "parameter", and a state for each ref parameter; outputs are the result "gradient" and the updates of the states.
/// </param>
internal sealed record GradientTransformSpec(string Method, string Parameter, Graph Graph);

/// <summary>How gradients of several calls are added.</summary>
/// <param name="IsMean">Whether the loss is a mean over samples, so that calls weigh as many as they have.</param>
internal sealed record GradientAccumulation(bool IsMean);

/// <summary>
/// An optimizer's class with its rule, a graph of numbers: inputs "parameter" and "gradient", a state for each ref parameter, host scalars
/// "learning_rate" and "step", a parameter for each property, whose initializer is the default; outputs are the updates of "parameter" and
/// of the states.
/// </summary>
internal sealed record RuleSpec(string Namespace, EquatableArray<string> ContainingTypes, string Name, Graph Graph) : IClassSpec;
