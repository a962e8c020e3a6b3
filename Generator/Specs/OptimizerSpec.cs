using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Specs;

/// <summary>The optimizer of a model: its update rule and what the model's attribute sets.</summary>
/// <param name="Name">The attribute's name, such as <c>Adam</c>.</param>
/// <param name="Rule">The update of one number, see <see cref="RuleSpec"/>.</param>
/// <param name="Settings">The properties that the attribute sets; the others have the rule's defaults.</param>
internal sealed record OptimizerSpec(string Name, Graph Rule, EquatableArray<OptimizerSetting> Settings)
{
    public const string LearningRateProperty = "LearningRate";

    public double LearningRate => Value(LearningRateProperty);

    /// <summary>The value of a property: a number, or 1 for true.</summary>
    public double Value(string property)
        => Settings.FirstOrDefault(setting => setting.Property == property)?.Value
            ?? Rule.Parameters.FirstOrDefault(parameter => parameter.Name == property)?.Initializer.First ?? 0;
}

/// <summary>A property of an optimizer's attribute that a model sets.</summary>
internal sealed record OptimizerSetting(string Property, double Value);

/// <summary>
/// An optimizer's class with its rule, a graph of numbers: inputs "parameter" and "gradient", a state for each ref parameter, host scalars
/// "learning_rate" and "step", a parameter for each property, whose initializer is the default; outputs are the updates of "parameter" and
/// of the states.
/// </summary>
internal sealed record RuleSpec(string Namespace, EquatableArray<string> ContainingTypes, string Name, Graph Graph) : IClassSpec;
