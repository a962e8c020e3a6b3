using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// An optimizer's rule for the numbers that a model sets: conditions on them are decided, and a state that nothing changes any more, such
/// as the momentum where there is none, is the 0 that it starts with.
/// </summary>
internal static class SpecializeRule
{
    public static Graph Run(OptimizerSpec spec)
    {
        var rule = Rewrite.Rebuild(UpdateOrigins.Named(spec.Rule),
            (builder, node, inputs) =>
                node.Kind == OpKind.Parameter
                    ? builder.Constant(spec.Value(node.Name), node.Type.Element)
                    : builder.Copy(node, inputs));
        rule = GraphPasses.Run(rule with { Parameters = [] });
        while (Unchanged(rule) is { Count: > 0 } states) rule = GraphPasses.Run(Without(rule, states));
        return rule;
    }

    private static HashSet<string> Unchanged(Graph rule)
        => [.. rule.States.Select(state => state.Name)
            .Where(state => !rule.Outputs.Any(output => output.Target == state && !IsState(rule[output.Node], state)))];

    private static bool IsState(Node node, string state) => node.Kind == OpKind.State && node.Name == state;

    private static Graph Without(Graph rule, HashSet<string> states)
    {
        var declared = rule with
        {
            States = rule.States.Where(state => !states.Contains(state.Name)).ToEquatableArray(),
            Outputs = rule.Outputs.Where(output => !states.Contains(output.Target)).ToEquatableArray(),
        };
        return Rewrite.Rebuild(declared,
            (builder, node, inputs) =>
                node.Kind == OpKind.State && states.Contains(node.Name)
                    ? builder.Constant(0, node.Type.Element)
                    : builder.Copy(node, inputs));
    }
}
