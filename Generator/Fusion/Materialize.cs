using ModelGen.Generator.Helpers;
using ModelGen.Generator.Indexing;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Decides which movement must be carried out in memory, rather than as index arithmetic of its readers: what leaves the graph, what a
/// product cannot read as a strided matrix, and what is reshaped while it lies otherwise than dense.
/// </summary>
internal static class Materialize
{
    private const int LongestWay = 64;

    /// <summary>
    /// Gives each output a value of its own to be stored: one that is a source or a number of the host, or that is to lie in a second
    /// place, is copied by a reshape to the same shape.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="isPlaced">Whether a place that is given from outside must hold the output: an update's, or that of a body's
    /// result.</param>
    public static Graph OwnOutputs(Graph graph, Func<GraphOutput, bool> isPlaced)
    {
        var builder = GraphBuilder.Continue(graph with { Outputs = [] });
        var host = HostValues.Of(graph);
        var placed = new HashSet<int>();
        foreach (var output in graph.Outputs)
        {
            var node = builder.Nodes[output.Node];
            var isStored = node.Kind.Row().Class != OpClass.Source && !host.Contains(node.Id);

            // What is undefined is never stored, however often it leaves.
            var isOwn = node.Kind == OpKind.Undefined
                || (isStored && (!isPlaced(output) || (node.Kind.Row().Class != OpClass.Part && placed.Add(node.Id))));
            builder.Output(output.Role, output.Target, isOwn ? node : builder.Reshape(node, node.Type.Shape));
        }

        return builder.Build();
    }

    /// <summary>
    /// Gives what a loop starts with a place of its own, and what loops and branches capture, and the host reads, a place in memory, by
    /// copies where they have none.
    /// </summary>
    public static Graph OwnOperands(Graph graph)
    {
        var host = HostValues.Of(graph);
        return Rewrite.Run(graph, (builder, node, inputs) =>
        {
            if (!node.Kind.IsControl() && node.Kind != OpKind.Item) return builder.Copy(node, inputs);
            var carried = inputs.Count - node.Arguments.Carried;
            return builder.Copy(node,
                inputs.Select((input, number) =>
                    number >= node.Kind.Leading() && (number >= carried || IsNowhere(graph[node.Inputs[number]]))
                ? builder.Reshape(input, input.Type.Shape) : input).ToList());
        });

        bool IsNowhere(Node node) => host.Contains(node.Id) || node.Kind is OpKind.Iota or OpKind.Undefined or OpKind.Constant;
    }

    /// <summary>The operand of a loop or branch as it lies in memory: what reshapes make of it lies there too.</summary>
    public static Node Dense(Graph graph, Node node, Func<Node, bool> isStored)
    {
        while (node.Kind == OpKind.Reshape && !isStored(node)) node = graph[node.Inputs[0]];
        return node;
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

        foreach (var control in graph.Nodes.Where(node => node.Kind.IsControl() || node.Kind == OpKind.Item))
        {
            stored.UnionWith(control.Inputs.Skip(control.Inputs.Count - control.Arguments.Carried));
            stored.UnionWith(control.Inputs.Skip(control.Kind.Leading())
                .Where(id => !IsDense(Dense(graph, graph[id], node => stored.Contains(node.Id)))));
        }

        foreach (var node in graph.Nodes)
        {
            if (node.Kind == OpKind.MatMul) stored.UnionWith(Unstrided(node));
            else if (node.Kind == OpKind.Gather) stored.UnionWith(Spread(node.Inputs[0]));
        }

        // What is moved often is stored on the way: who reads it follows all of the way to where it lies.
        var moves = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes.Where(node => IsMovement(node) && node.Type.Element != ElementType.Bool))
        {
            moves[node.Id] = 1 + node.Inputs.Max(id => moves[id]);
            if (moves[node.Id] < LongestWay) continue;
            stored.Add(node.Id);
            moves[node.Id] = 0;
        }

        // Other readers than products cannot part coordinates: what movement reshapes for them must lie dense.
        var written = new HashSet<int>();
        var open = new Stack<int>(graph.Nodes.Where(node => node.Kind != OpKind.MatMul && !IsMovement(node)).SelectMany(node => node.Inputs)
            .Concat(stored));
        while (open.Count > 0)
        {
            var node = graph[open.Pop()];
            if (!IsMovement(node) || !written.Add(node.Id)) continue;
            if (node.Kind == OpKind.Reshape && !IsPlaceKept(node) && !IsDense(graph[node.Inputs[0]])) stored.Add(node.Inputs[0]);
            foreach (var source in node.Inputs) open.Push(source);
        }

        return stored;

        bool IsMovement(Node node) => node.Kind.Row().Class == OpClass.Movement;

        bool IsPlaceKept(Node reshape) => UnitAxes.Match(graph[reshape.Inputs[0]].Type.Shape, reshape.Type.Shape) is not null;

        // What lies in memory as its shape says: sources and what kernels store. A reshape of it does too.
        bool IsDense(Node node) => node.Kind.IsDeclared()
            || (!host.Contains(node.Id)
                && node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction or OpClass.Contraction or OpClass.Part);

        // A table must be dense; so is any reshape of what is.
        IEnumerable<int> Spread(int id)
        {
            var node = graph[id];
            while (node.Kind == OpKind.Reshape && !stored.Contains(node.Id)) node = graph[node.Inputs[0]];
            return IsStored(node) ? [] : [id];
        }

        IEnumerable<int> Unstrided(Node product)
        {
            if (!IsOperand(product.Inputs[0], isTermLast: !product.Arguments.TransposeA)) yield return product.Inputs[0];
            if (!IsOperand(product.Inputs[1], isTermLast: product.Arguments.TransposeB)) yield return product.Inputs[1];

            bool IsOperand(int id, bool isTermLast)
                => IsStored(graph[id]) || OperandLowering.Run(graph, graph[id], product.Type.Shape, isTermLast, IsStored) is not null;
        }

        bool IsStored(Node node) => IsDense(node) || stored.Contains(node.Id);
    }
}
