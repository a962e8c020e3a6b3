using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Decides which movement operations must be copies rather than index arithmetic in their consumers: graph outputs, matmul operands that
/// are no strided matrices, and operands of a reshape that are not dense.
/// </summary>
internal static class Materialize
{
    private const int MaxMovementChain = 64;

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
            var isStored = node.Kind.Row().Class != OpClass.Source && !host.Contains(node.Id);

            // An undefined value is never stored, however many outputs it has.
            var ownsBuffer = node.Kind == OpKind.Undefined
                || (isStored && (hasFixedBuffer(output)
                    ? node.Kind.Row().Class != OpClass.Part && assigned.Add(node.Id)
                    : !placed.Contains(node.Id)));
            builder.Output(output.Role, output.Target, ownsBuffer ? node : builder.Reshape(node, node.Type.Shape));
        }

        return builder.Build();
    }

    /// <summary>
    /// Inserts copies so that loop-carried initial values own a buffer, and captured or host-read values have one.
    /// </summary>
    public static Graph CopyControlOperands(Graph graph)
    {
        var host = HostValues.Find(graph);
        return Rewrite.Rebuild(graph, (builder, node, inputs) =>
        {
            if (!node.Kind.IsControl() && node.Kind != OpKind.Item) return builder.Copy(node, inputs);
            var carried = inputs.Count - node.Carried;
            return builder.Copy(node,
                inputs.Select((input, number) =>
                    number >= node.Kind.LeadingOperands() && (number >= carried || HasNoBuffer(graph[node.Inputs[number]]))
                ? builder.Reshape(input, input.Type.Shape) : input).ToList());
        });

        bool HasNoBuffer(Node node) => host.Contains(node.Id) || node.Kind is OpKind.Iota or OpKind.Undefined or OpKind.Constant;
    }

    /// <summary>The stored node behind an operand of a loop or branch; reshapes of it share its buffer.</summary>
    public static Node SkipReshapes(Graph graph, Node node, Func<Node, bool> isStored)
    {
        while (node.Kind == OpKind.Reshape && !isStored(node)) node = graph[node.Inputs[0]];
        return node;
    }

    /// <summary>The movement and iota nodes that must be materialized by a kernel.</summary>
    public static HashSet<int> NodesToCopy(Graph graph)
    {
        var host = HostValues.Find(graph);
        var stored = new HashSet<int>();
        foreach (var output in graph.Outputs)
        {
            if (IsMovement(graph[output.Node])) stored.Add(output.Node);
        }

        foreach (var control in graph.Nodes.Where(node => node.Kind.IsControl() || node.Kind == OpKind.Item))
        {
            stored.UnionWith(control.Inputs.Skip(control.Inputs.Count - control.Carried));
            stored.UnionWith(control.Inputs.Skip(control.Kind.LeadingOperands())
                .Where(id => !IsDense(SkipReshapes(graph, graph[id], node => stored.Contains(node.Id)))));
        }

        var layouts = new LayoutAnalysis(graph, node => IsDense(node) || stored.Contains(node.Id));
        foreach (var node in graph.Nodes)
        {
            if (node.Kind == OpKind.MatMul) stored.UnionWith(layouts.OperandsToStore(node).Select(operand => operand.Id));
            else if (node.Kind.Has(OpTraits.HasIndexedRows)) StoreBefore(node);
        }

        // A long chain of movement is stored in between, since each consumer would evaluate the whole chain.
        var moves = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes.Where(node => IsMovement(node) && node.Type.Element != ElementType.Bool))
        {
            moves[node.Id] = 1 + node.Inputs.Max(id => moves[id]);
            if (moves[node.Id] < MaxMovementChain) continue;
            stored.Add(node.Id);
            moves[node.Id] = 0;
        }

        // Only matmul operands can split coordinates: the operand of a reshape that any other node reads must be dense.
        var lowered = new HashSet<int>();
        var worklist = new Stack<int>(graph.Nodes.Where(node => node.Kind != OpKind.MatMul && !IsMovement(node))
            .SelectMany(node => node.Inputs)
            .Concat(stored));
        while (worklist.Count > 0)
        {
            var node = graph[worklist.Pop()];
            if (!IsMovement(node) || !lowered.Add(node.Id)) continue;
            if (node.Kind == OpKind.Reshape) StoreBefore(node);
            foreach (var source in node.Inputs) worklist.Push(source);
        }

        return stored;

        bool IsMovement(Node node) => node.Kind.Row().Class == OpClass.Movement;

        void StoreBefore(Node movement)
        {
            if (IsMovement(movement) && layouts.ToStore(movement) is { } operand) stored.Add(operand.Id);
        }

        // Values that are stored densely in row-major order: declared tensors and the results of kernels. A reshape of one is dense too.
        bool IsDense(Node node) => node.Kind.IsDeclared()
            || (!host.Contains(node.Id)
                && node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction or OpClass.Part);
    }
}
