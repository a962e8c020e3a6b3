using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Turns the gradients of parameters into updates of parameters and of the optimizer's states: the optimizer's rule, which is of one
/// number, is applied to each element. The host scalars are "learning_rate" and "step", which counts from 1; what depends on them alone is
/// computed once a call. A parameter that no gradient reaches in a call, because a branch was not taken, stays with its states as it was,
/// and does not count the step: its number of updates is a state too, where the rule asks for it.
/// </summary>
internal static class OptimizerStep
{
    public const string LearningRate = "learning_rate";

    public const string Step = "step";

    public const string Parameter = "parameter";

    public const string Gradient = "gradient";

    public static Graph Run(Graph gradientGraph, OptimizerSpec spec)
    {
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var steps = gradientGraph.Outputs.Where(output => output.Role == OutputRole.Gradient && parameters.ContainsKey(output.Target))
            .ToList();
        var builder = GraphBuilder.Continue(gradientGraph with { Outputs = gradientGraph.Outputs.Except(steps).ToEquatableArray() });
        var rule = SpecializeRule.Run(spec);
        var reached = GradientReach.InCalls(gradientGraph, builder);
        foreach (var step in steps)
        {
            var reach = reached.TryGetValue(step.Target, out var told) ? told : null;
            Update(builder, rule, parameters[step.Target], builder.Nodes[step.Node], reach);
        }

        return builder.Build();
    }

    private static void Update(GraphBuilder builder, Graph rule, ParameterInfo info, Node gradient, Node? reach)
    {
        var isReached = reach is null ? null : builder.Add(OpKind.Less, builder.Constant(0), reach);
        var number = isReached is not null && IsStepRead(rule) ? Count(builder, info, isReached) : null;
        var nodes = new Node[rule.Nodes.Count];
        foreach (var node in rule.Nodes) nodes[node.Id] = Applied(node);
        foreach (var output in rule.Outputs)
        {
            var old = output.Target == Parameter ? builder.Parameter(info) : State(output.Target);
            var updated = Whole(nodes[output.Node]);
            builder.Output(OutputRole.Update, old.Arguments.Name!, isReached is null
                ? updated
                : builder.Add(OpKind.Select, isReached, updated, old));
        }

        Node Applied(Node node) => node.Kind switch
        {
            OpKind.Input => node.Arguments.Name == Parameter ? builder.Parameter(info) : gradient,
            OpKind.State => State(node.Arguments.Name!),
            OpKind.HostScalar when node.Arguments.Name == Step && number is not null => number,
            OpKind.HostScalar => builder.HostScalar(node.Arguments.Name!),
            _ => builder.Add(node.Kind, [.. node.Inputs.Select(id => nodes[id])], node.Arguments),
        };

        Node State(string state) => builder.State(new($"{info.Name}.{state}", info.Name, info.Type));

        // A rule may set a state to the same number everywhere.
        Node Whole(Node node) => node.Type.Shape == info.Type.Shape ? node : builder.BroadcastTo(node, info.Type.Shape);
    }

    private static bool IsStepRead(Graph rule) => rule.Nodes.Any(node => node.Kind == OpKind.HostScalar && node.Arguments.Name == Step);

    /// <summary>Counts a parameter's updates; the number of the one that this call may make.</summary>
    private static Node Count(GraphBuilder builder, ParameterInfo info, Node isReached)
    {
        var state = builder.State(new($"{info.Name}.{Step}", info.Name, new(builder.Float, Shape.Scalar)));
        var before = builder.Add(OpKind.Item, state);
        var number = builder.Add(before, builder.Constant(1));
        builder.Output(OutputRole.Update, state.Arguments.Name!, builder.Add(OpKind.Select, isReached, number, before));
        return number;
    }
}
