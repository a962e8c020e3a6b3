using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Inserts the copies without which values would share a buffer, or lie in none: of outputs, and of what loops, branches and the host read.
/// </summary>
internal static class Materialize
{
    /// <summary>
    /// Gives each output a value of its own: a source, a host scalar, or a value that must be stored in a second buffer is copied by a
    /// reshape to the same shape.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="hasFixedBuffer">Whether a place that is given from outside must hold the output: an update's, or that of a body's
    /// result.</param>
    public static Graph CopySharedOutputs(Graph graph, Func<GraphOutput, bool> hasFixedBuffer)
    {
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        var host = HostValues.Find(graph);
        var assigned = new HashSet<int>();

        // Callers read results from the arena, and what is in a place from outside is not there.
        var placed = new HashSet<int>(graph.Outputs.Where(hasFixedBuffer).Select(output => output.Node));
        foreach (var output in graph.Outputs)
        {
            var node = builder.Nodes[output.Node];
            builder.Output(output.Role, output.Target, OwnsBuffer(output, node) ? node : builder.Reshape(node, node.Type.Shape));
        }

        return builder.Build();

        bool OwnsBuffer(GraphOutput output, Node node)
        {
            // An undefined value is never stored, however many outputs it has.
            if (node.Kind == OpKind.Undefined) return true;
            if (node.Class == OpClass.Source || host.Contains(node.Id)) return false;
            return hasFixedBuffer(output) ? node.Class != OpClass.Part && assigned.Add(node.Id) : !placed.Contains(node.Id);
        }
    }

    /// <summary>
    /// Inserts copies so that loop-carried initial values own a buffer, and captured or host-read values have one.
    /// </summary>
    public static Graph CopyControlOperands(Graph graph)
    {
        var host = HostValues.Find(graph);
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
            node.Kind.IsControl() || node.Kind == OpKind.Item
                ? builder.Copy(node, inputs.Select((input, number) => NeedsCopy(graph, node, number, host)
                    ? builder.Reshape(input, input.Type.Shape)
                    : input).ToList())
                : builder.Copy(node, inputs));
    }

    private static bool NeedsCopy(Graph graph, Node control, int number, HashSet<int> host)
        => number >= control.Kind.LeadingOperands()
            && (number >= control.Inputs.Count - control.Carried || HasNoBuffer(graph[control.Inputs[number]], host));

    private static bool HasNoBuffer(Node node, HashSet<int> host)
        => host.Contains(node.Id) || node.Kind is OpKind.Iota or OpKind.Undefined or OpKind.Constant;

    /// <summary>The stored node behind an operand of a loop or branch; reshapes of it share its buffer.</summary>
    public static Node SkipReshapes(Graph graph, Node node, Func<Node, bool> isStored)
    {
        while (node.Kind == OpKind.Reshape && !isStored(node)) node = graph[node.Inputs[0]];
        return node;
    }
}
