using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>What loops and branches, the operations that hold graphs, have in common.</summary>
internal static class ControlFlow
{
    /// <summary>The type of a loop or branch itself, which has no value.</summary>
    public static readonly TensorType NoValue = new(ElementType.Float32, Shape.Scalar);

    public static bool IsControl(this OpKind kind) => kind is OpKind.Loop or OpKind.Branch;

    /// <summary>The number of operands before those passed to the bodies: a branch's condition.</summary>
    public static int LeadingOperands(this OpKind kind) => kind == OpKind.Branch ? 1 : 0;

    /// <summary>The type of one result.</summary>
    public static TensorType ResultType(Node control, int number)
    {
        var body = control.Bodies[0];
        var type = body[body.Outputs[number].Node].Type;
        return control.Kind == OpKind.Branch || number < control.Loop.Carried
            ? type
            : type.With(Shape.Of(type.Shape.Dims.Prepend(control.Loop.Count)));
    }

    /// <summary>The same graph after <paramref name="change"/> was made to each body, innermost first, and to itself.</summary>
    public static Graph TransformRecursively(Graph graph, Func<Graph, Graph> change)
        => change(WithBodies(graph, body => TransformRecursively(body, change)));

    /// <summary>The graph with other bodies of its loops and branches.</summary>
    public static Graph WithBodies(Graph graph, Func<Graph, Graph> change)
        => graph.Nodes.All(node => node.Bodies.Count == 0) ? graph : graph with
        {
            Nodes = graph.Nodes.Map(node => node.Arguments is ControlArguments control
                ? node with { Arguments = control with { Bodies = control.Bodies.Map(change) } }
                : node),
        };

    /// <summary>Combines the iteration indices of two nested loops into one number; collisions are unlikely.</summary>
    public static Dim CombineIterations(Dim outer, Dim index) => (outer * 1000003) + index;

    /// <summary>An empty body's builder: it may use the symbols that are known around it, and a loop's index.</summary>
    /// <param name="outer">The graph around.</param>
    /// <param name="name">The body's name.</param>
    /// <param name="index">A loop's index.</param>
    /// <param name="count">The trip count of the loop, if it is already known.</param>
    public static GraphBuilder Body(GraphBuilder outer, string name, string? index = null, Dim? count = null)
    {
        var body = new GraphBuilder(name, outer)
        {
            Indices = outer.Indices,
            Numbers = outer.Numbers,
            Streams = outer.Streams,
            Iteration = index is null ? outer.Iteration : CombineIterations(outer.Iteration, Dim.Symbol(index)),
            Subject = outer.Subject,
            Origin = outer.Origin,
            IsOfLoss = outer.IsOfLoss,
            Ranges = index is null || count is null ? outer.Ranges : outer.Ranges.Within(index, count.Value),
        };
        body.FixedSymbols.AddRange(outer.FixedSymbols);
        body.BatchSymbols.AddRange(outer.BatchSymbols);
        if (index is not null) body.BatchSymbols.Add(index);
        return body;
    }
}
