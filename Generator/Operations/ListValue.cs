using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Operations;

/// <summary>
/// A List&lt;Tensor&gt; that Forward fills: its elements in order. The elements that a loop of the graph adds are one run, stored as a
/// stack, so a list needs no memory of its own.
/// </summary>
internal sealed record ListValue(EquatableArray<ListRun> Runs) : SymbolicValue
{
    public static ListValue Empty { get; } = new([]);

    public override string What => "a list of tensors";

    public ListValue Add(Node element) => new(Runs.Append(new ListRun(element, false)).ToEquatableArray());

    public ListValue AddStack(Node stack) => new(Runs.Append(new ListRun(stack, true)).ToEquatableArray());

    /// <summary>The list with its nodes replaced, those of another graph.</summary>
    public ListValue With(Func<Node, Node> change) => new(Runs.Select(run => run with { Node = change(run.Node) }).ToEquatableArray());

    /// <summary>All elements stacked along a new first axis.</summary>
    /// <exception cref="ShapeException">There are none, or their shapes differ.</exception>
    public Node Stacked(GraphBuilder builder)
    {
        if (Runs.Count == 0) throw new ShapeException("the list has no tensor in it");
        var stacks = Runs.Select(run =>
            builder.Nodes[run.Node.Id] is var node && run.IsLoopStack
                ? node
                : builder.Reshape(node, Shape.Of(node.Type.Shape.Dims.Prepend(Dim.One)))).ToList();
        return stacks.Count == 1 ? stacks[0] : builder.Concat(0, stacks);
    }
}

/// <summary>One element of a list, or the elements of a stack.</summary>
internal sealed record ListRun(Node Node, bool IsLoopStack);
