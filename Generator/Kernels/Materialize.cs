using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// Decides which movement must be carried out in memory, rather than as index arithmetic of its readers: what leaves the graph, what a
/// product cannot read as a strided matrix, and what is reshaped while it lies otherwise than dense.
/// </summary>
internal static class Materialize
{
    /// <summary>
    /// Gives each output a value of its own to be stored: one that is a source or a number of the host, or that updates a second target, is
    /// copied by a reshape to the same shape.
    /// </summary>
    public static Graph OwnOutputs(Graph graph)
    {
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        var host = HostValues.Of(graph);
        var updated = new HashSet<int>();
        foreach (var output in graph.Outputs)
        {
            var node = builder.Nodes[output.Node];
            var isOwn = node.Kind.Row().Class != OpClass.Source && !host.Contains(node.Id) && (output.Role != OutputRole.Update || updated.Add(node.Id));
            builder.Output(output.Role, output.Target, isOwn ? node : builder.Reshape(node, node.Type.Shape));
        }

        return builder.Build();
    }

    /// <summary>The nodes of movement, and of coordinates, that need a kernel.</summary>
    public static HashSet<int> Of(Graph graph)
    {
        var host = HostValues.Of(graph);
        var stored = new HashSet<int>();
        foreach (var output in graph.Outputs)
        {
            if (IsMovement(graph[output.Node])) stored.Add(output.Node);
        }

        foreach (var node in graph.Nodes)
        {
            if (node.Kind == OpKind.MatMul) stored.UnionWith(node.Inputs.SelectMany(Unstrided));
            else if (node.Kind == OpKind.Gather) stored.UnionWith(Spread(node.Inputs[0]));
            else if (node.Kind == OpKind.Reshape && !IsPlaceKept(node) && !IsDense(graph[node.Inputs[0]])) stored.Add(node.Inputs[0]);
        }

        return stored;

        bool IsMovement(Node node) => node.Kind.Row().Class == OpClass.Movement;

        bool IsPlaceKept(Node reshape) => UnitAxes.Match(graph[reshape.Inputs[0]].Type.Shape, reshape.Type.Shape) is not null;

        // What lies in memory as its shape says: sources and what kernels store. A reshape of it does too.
        bool IsDense(Node node) => node.Kind is OpKind.Input or OpKind.Parameter or OpKind.State
            || (!host.Contains(node.Id) && node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction);

        // A table must be dense; so is any reshape of what is.
        IEnumerable<int> Spread(int id)
        {
            var node = graph[id];
            while (node.Kind == OpKind.Reshape && !stored.Contains(node.Id)) node = graph[node.Inputs[0]];
            return IsDense(node) || stored.Contains(node.Id) ? [] : [id];
        }

        IEnumerable<int> Unstrided(int id)
        {
            var node = graph[id];
            while (node.Kind is OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast or OpKind.Slice)
            {
                node = graph[node.Inputs[0]];
                if (stored.Contains(node.Id)) return [];
            }

            return IsDense(node) || !IsMovement(graph[id]) ? [] : [id];
        }
    }
}
