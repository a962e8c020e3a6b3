using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>Inlines a body into a graph, with given operands.</summary>
internal static class Inline
{
    public static IReadOnlyList<Node> Into(GraphBuilder builder, Graph body, IReadOnlyList<Node> operands,
        IReadOnlyDictionary<string, double> known)
    {
        body = FoldBranches.Run(body, known);
        builder.Import(body);
        var map = new Node[body.Nodes.Count];
        foreach (var node in body.Nodes)
            map[node.Id] = node.Kind == OpKind.Input
                ? operands[body.InputNumber(node.Name)!.Value]
                : builder.Copy(node, node.Inputs.Select(id => map[id]).ToList());
        return body.Outputs.Select(output => map[output.Node]).ToList();
    }
}
