using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Puts a user's transformations between the gradients of parameters and what follows them. Their states belong to the parameter, and stay
/// as they are in calls that do not reach it.
/// </summary>
internal static class TransformGradients
{
    public static Graph Run(Graph gradientGraph, OptimizerSpec spec, Func<GraphBuilder, Dictionary<string, Node>> reach)
    {
        var gradients = gradientGraph.ParameterGradients().ToList();
        var parameters = gradientGraph.Parameters.ToDictionary(parameter => parameter.Name);
        var builder = GraphBuilder.Continue(gradientGraph.Without(gradients));
        var reached = reach(builder);
        foreach (var output in gradients)
        {
            var updates = new ReachedUpdates(builder, reached.TryGetValue(output.Target, out var told) ? told : null);
            var gradient = spec.Transforms.Where(transform => transform.Parameter == output.Target).Aggregate(builder.Nodes[output.Node],
                (node, transform) => Apply(builder, transform, parameters[output.Target], node, updates));
            builder.Output(OutputRole.Gradient, output.Target, gradient);
        }

        return builder.Build();
    }

    private static Node Apply(GraphBuilder builder, GradientTransformSpec transform, ParameterInfo info, Node gradient,
        ReachedUpdates updates)
    {
        var body = FoldBranches.Run(transform.Graph, new Dictionary<string, double> { [HostValues.Training] = 1 });
        builder.Import(body);
        var nodes = new Node[body.Nodes.Count];
        foreach (var node in body.Nodes) nodes[node.Id] = Applied(node);
        foreach (var output in body.Outputs.Where(output => output.Role == OutputRole.Update))
            updates.Output(State(output.Target), nodes[output.Node]);
        return nodes[body.Outputs.Single(output => output.Role == OutputRole.Result).Node];

        Node Applied(Node node) => node.Kind switch
        {
            OpKind.Input => node.Name == OptimizerStep.Gradient ? gradient : builder.Parameter(info),
            OpKind.State => State(node.Name),
            _ => builder.Copy(node, [.. node.Inputs.Select(id => nodes[id])]),
        };

        // Hyphens keep it apart from the states of rules, which are identifiers, and the method's name from those of the step.
        Node State(string state)
            => builder.State(new($"{info.Name}.transform-{GraphText.SnakeCase(transform.Method)}-{state}", info.Name, info.Type));
    }
}
