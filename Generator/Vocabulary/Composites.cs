using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>The user's vocabulary, composed from primitives: arithmetic, reductions and movement. Axes may be negative here.</summary>
internal static partial class Composites
{
    public static Node Add(this GraphBuilder b, Node left, Node right) => b.Add(OpKind.Add, left, right);

    public static Node Subtract(this GraphBuilder b, Node left, Node right) => b.Add(OpKind.Subtract, left, right);

    public static Node Multiply(this GraphBuilder b, Node left, Node right) => b.Add(OpKind.Multiply, left, right);

    public static Node Divide(this GraphBuilder b, Node left, Node right) => b.Add(OpKind.Divide, left, right);

    public static Node Select(this GraphBuilder b, Node condition, Node then, Node otherwise)
        => b.Add(OpKind.Select, condition, then, otherwise);

    public static Node Sum(this GraphBuilder b, Node x, IReadOnlyList<int>? axes = null, bool keep = false)
        => b.Reduce(OpKind.ReduceSum, x, axes, keep);

    public static Node Max(this GraphBuilder b, Node x, IReadOnlyList<int>? axes = null, bool keep = false)
        => b.Reduce(OpKind.ReduceMaximum, x, axes, keep);

    /// <summary>The maximum; on ties only the first element receives the gradient.</summary>
    public static Node FirstMax(this GraphBuilder b, Node x, IReadOnlyList<int> axes)
        => b.Add(OpKind.ReduceMaximum, [x], new ReductionArguments([.. AxesOf(x, axes)], First: true));

    /// <summary>The sum divided by the number of elements summed.</summary>
    public static Node Mean(this GraphBuilder b, Node x, IReadOnlyList<int>? axes = null, bool keep = false)
    {
        var count = AxesOf(x, axes).Aggregate(Dim.One, (product, axis) => product * x.Type.Shape[axis]);
        return b.Divide(b.Sum(x, axes, keep), b.Count(count, x));
    }

    public static Node ArgMax(this GraphBuilder b, Node x, int axis, bool keep = false)
        => b.Add(OpKind.ArgMax, [x], new ReductionArguments([Axis(x, axis)], keep));

    public static Node MatMul(this GraphBuilder b, Node left, Node right, bool transposeA = false, bool transposeB = false)
        => b.Add(OpKind.MatMul, [left, right], new ProductArguments(transposeA, transposeB));

    public static Node Reshape(this GraphBuilder b, Node x, Shape shape) => b.Add(OpKind.Reshape, [x], new ShapeArguments(shape));

    public static Node BroadcastTo(this GraphBuilder b, Node x, Shape shape) => b.Add(OpKind.Broadcast, [x], new ShapeArguments(shape));

    public static Node Zeros(this GraphBuilder b, TensorType type) => b.BroadcastTo(b.Constant(0, type.Element), type.Shape);

    /// <summary>Makes one axis of all axes from <paramref name="startAxis"/> on.</summary>
    public static Node Flatten(this GraphBuilder b, Node x, int startAxis = 1)
    {
        var start = Axis(x, startAxis);
        var dims = x.Type.Shape.Dims;
        return b.Reshape(x, Shape.Of(dims.Take(start).Append(Shape.Of(dims.Skip(start)).Size)));
    }

    /// <summary>Result axis i is operand axis <paramref name="axes"/>[i]; without axes the order is reversed.</summary>
    public static Node Transpose(this GraphBuilder b, Node x, IReadOnlyList<int>? axes = null)
    {
        var order = axes is null or { Count: 0 } ? Enumerable.Range(0, x.Type.Rank).Reverse().ToList() : AxesOf(x, axes);
        if (order.Count != x.Type.Rank)
            throw new ShapeException($"{x.Type.Shape} has {x.Type.Rank} axes, but the order names {order.Count}");
        return b.Add(OpKind.Transpose, [x], new AxesArguments([.. order]));
    }

    /// <summary>Reverses the order of elements along some axes.</summary>
    public static Node Flip(this GraphBuilder b, Node x, IReadOnlyList<int> axes)
        => b.Add(OpKind.Flip, [x], new AxesArguments([.. AxesOf(x, axes)]));

    /// <summary>The half-open range <paramref name="start"/>..<paramref name="end"/> of one axis.</summary>
    public static Node Slice(this GraphBuilder b, Node x, int axis, Dim start, Dim end)
        => b.Add(OpKind.Slice, [x], new SliceArguments(Axis(x, axis), start, end));

    public static Node Concat(this GraphBuilder b, int axis, IReadOnlyList<Node> parts)
        => b.Add(OpKind.Concat, parts, new AxisArguments(Axis(parts[0], axis)));

    /// <summary>A stack [T, ...] with its first axis moved to another place.</summary>
    public static Node MoveFirstAxis(this GraphBuilder b, Node stack, int axis)
    {
        var position = Axis(stack, axis);
        return position == 0
            ? stack
            : b.Transpose(stack, [.. Enumerable.Range(1, position), 0, .. Enumerable.Range(position + 1, stack.Type.Rank - 1 - position)]);
    }

    /// <summary>The elements of a stack [T, ...] joined along one of their axes.</summary>
    public static Node ConcatElements(this GraphBuilder b, Node stack, int axis)
    {
        var dims = stack.Type.Shape.Dims.Skip(1).ToList();
        if (axis < -dims.Count || axis >= dims.Count) throw new ShapeException($"{Shape.Of(dims)} has no axis {axis}");
        var position = axis < 0 ? axis + dims.Count : axis;
        var moved = b.MoveFirstAxis(stack, position);
        return b.Reshape(moved, Shape.Of(dims.Select((dim, other) => other == position ? dim * stack.Type.Shape[0] : dim)));
    }

    /// <summary>The number that a dimension stands for, as a float.</summary>
    public static Node Count(this GraphBuilder b, Dim dim) => b.Count(dim, b.Precision);

    /// <inheritdoc cref="Count(GraphBuilder, Dim)"/>
    public static Node Count(this GraphBuilder b, Dim dim, ElementType element)
        => dim.Constant is { } constant ? b.Constant(constant, element) : b.DimValue(dim, element);

    /// <summary>The number that a dimension stands for, beside another value.</summary>
    public static Node Count(this GraphBuilder b, Dim dim, Node beside)
        => dim.Constant is { } constant ? b.Constant(constant, beside) : b.DimValue(dim, beside);

    /// <summary>The axis counted from 0.</summary>
    /// <exception cref="ShapeException">The operand has no such axis.</exception>
    public static int Axis(Node x, int axis)
    {
        var rank = x.Type.Rank;
        if (axis < -rank || axis >= rank)
            throw new ShapeException(
                $"{x.Type.Shape} has no axis {axis}; {(rank == 0 ? "it is one number" : $"its axes are {-rank}..{rank - 1}")}");
        return axis < 0 ? axis + rank : axis;
    }

    private static Node Reduce(this GraphBuilder b, OpKind kind, Node x, IReadOnlyList<int>? axes, bool keep)
        => b.Add(kind, [x], new ReductionArguments([.. AxesOf(x, axes).OrderBy(axis => axis)], keep));

    /// <summary>The axes counted from 0; all of them when none are named.</summary>
    private static IReadOnlyList<int> AxesOf(Node x, IReadOnlyList<int>? axes)
    {
        if (axes is null or { Count: 0 }) return Enumerable.Range(0, x.Type.Rank).ToList();
        var result = axes.Select(axis => Axis(x, axis)).ToList();
        if (result.Distinct().Count() != result.Count) throw new ShapeException($"an axis of {x.Type.Shape} is named twice");
        return result;
    }
}
