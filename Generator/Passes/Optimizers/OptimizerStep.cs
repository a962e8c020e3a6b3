using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Turns the gradients of parameters into updates of parameters and of the optimizer's states: the optimizer's rule, which is of one
/// number, is applied to each element, in the parameter's type. The host scalars are "learning_rate" and "step", which counts from 1; what
/// depends on them alone is computed once a call. A parameter that no gradient reaches in a call, because a branch was not taken, stays
/// with its states as it was.
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
        var isReached = reach is null ? null : builder.Add(OpKind.Less, builder.Constant(0, reach), reach);
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
            OpKind.HostScalar => builder.HostScalar(node.Arguments.Name!, info.Type.Element),
            _ => builder.Add(node.Kind, [.. node.Inputs.Select(id => nodes[id])], Typed(node.Arguments)),
        };

        OpArguments Typed(OpArguments arguments)
            => arguments.Element?.IsFloat() == true ? arguments with { Element = info.Type.Element } : arguments;

        Node State(string state) => builder.State(new($"{info.Name}.{state}", info.Name, info.Type));

        // A rule may set a state to the same number everywhere.
        Node Whole(Node node) => node.Type.Shape == info.Type.Shape ? node : builder.BroadcastTo(node, info.Type.Shape);
    }
}
