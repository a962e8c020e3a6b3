using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>The rule for the parameters of a group.</summary>
/// <param name="Rule">The optimizer's, for the group's settings.</param>
/// <param name="Single">Its states that are one number for a parameter.</param>
/// <param name="Index">Which group it is; null for the parameters of none.</param>
internal sealed record GroupRule(Graph Rule, HashSet<string> Single, int? Index)
{
    /// <summary>The optimizer's attribute; null where it stands in no file.</summary>
    public SourceExpression? Source { get; init; }

    /// <summary>Whether the rule asks for the number of the step.</summary>
    public bool IsStepRead => Rule.Nodes.Any(node => node.Kind == OpKind.HostScalar && node.Name == OptimizerStep.Step);

    /// <summary>The rule for the parameters of no group, then those of the groups.</summary>
    public static IReadOnlyList<GroupRule> All(OptimizerSpec spec)
        => [Of(spec, index: null), .. spec.Groups.Select((group, index) => Of(spec.With(group), index))];

    private static GroupRule Of(OptimizerSpec spec, int? index)
    {
        var rule = SpecializeRule.Run(spec);
        return new(rule, SingleStates.Find(rule), index) { Source = spec.Source };
    }
}
