using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>The gradient of a parameter after a user's transformation.</summary>
/// <param name="builder">Gets the nodes.</param>
/// <param name="transform">The transformation.</param>
/// <param name="info">The parameter.</param>
/// <param name="gradient">Its gradient before.</param>
internal sealed class TransformedGradient(GraphBuilder builder, GradientTransformSpec transform, ParameterInfo info, Node gradient)
{
    private readonly Graph _body = FoldBranches.Run(transform.Graph, new Dictionary<string, double> { [HostValues.Training] = 1 });

    /// <param name="updates">Get those of the transformation's states.</param>
    public Node Write(ReachedUpdates updates)
    {
        builder.Import(_body);
        var nodes = new Node[_body.Nodes.Count];
        foreach (var node in _body.Nodes) nodes[node.Id] = Applied(node, nodes);
        foreach (var output in _body.Outputs.Where(output => output.Role == OutputRole.Update))
            updates.Output(State(output.Target), nodes[output.Node]);
        return nodes[_body.Outputs.Single(output => output.Role == OutputRole.Result).Node];
    }

    private Node Applied(Node node, Node[] nodes) => node.Kind switch
    {
        OpKind.Input => node.Name == OptimizerStep.Gradient ? gradient : builder.Parameter(info),
        OpKind.State => State(node.Name),
        _ => builder.Copy(node, [.. node.Inputs.Select(id => nodes[id])]),
    };

    /// <summary>
    /// A state of the transformation. Hyphens keep its name apart from the states of rules, which are identifiers, and the method's name
    /// from those of the step.
    /// </summary>
    private Node State(string name)
        => builder.State(new($"{info.Name}.transform-{GraphText.SnakeCase(transform.Method)}-{name}", info.Name, info.Type));
}
