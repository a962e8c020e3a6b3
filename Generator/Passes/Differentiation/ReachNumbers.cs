using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>Numbers that are 1 in calls in which something is reached, else 0, and how they are combined.</summary>
/// <param name="builder">Gets their nodes.</param>
/// <param name="type">Their type.</param>
internal sealed class ReachNumbers(GraphBuilder builder, ElementType type)
{
    private readonly Dictionary<(Dim Count, int Least), Node> _counts = [];

    /// <summary>What is reached in each call.</summary>
    public Node Always { get; } = builder.Constant(1, type);

    /// <summary>Whether one of two is reached; null for what is in no call.</summary>
    public Node Or(Node? left, Node right)
    {
        if (left is null || left == right) return right;
        return left == Always || right == Always ? Always : builder.Add(OpKind.Maximum, left, right);
    }

    public Node And(Node left, Node right)
    {
        if (left == right || right == Always) return left;
        return left == Always ? right : builder.Add(OpKind.Multiply, left, right);
    }

    /// <summary>By a condition of the host.</summary>
    public Node Choose(Node condition, bool ifTrue, bool ifFalse)
        => builder.Add(OpKind.Select, condition, Number(ifTrue ? 1 : 0), Number(ifFalse ? 1 : 0));

    /// <summary>Whether a loop has so many iterations.</summary>
    public Node AtLeast(Dim count, int least)
    {
        if (!_counts.TryGetValue((count, least), out var known)) _counts.Add((count, least), known = Choose(Reaches(), true, false));
        return known;

        Node Reaches() => builder.Add(OpKind.LessOrEqual, Number(least), builder.DimValue(count, type));
    }

    /// <summary>Whether a loop has no iteration.</summary>
    public Node IsEmpty(Dim count)
        => Choose(builder.Add(OpKind.LessOrEqual, Always, builder.DimValue(count, type)), false, true);

    private Node Number(double value) => builder.Constant(value, type);
}
