namespace ModelGen.Generator.IR;

/// <summary>
/// The types of primitives' results, as the rows of <see cref="OpTable"/> give them. Dimensions that differ provably are a
/// <see cref="ShapeException"/>; those that only a call can compare become a <see cref="DimGuard"/>.
/// </summary>
internal sealed class ShapeRules(ICollection<DimGuard> guards)
{
    /// <summary>The type of one number.</summary>
    public static TensorType Number(TypedArguments arguments) => new(Element(arguments), Shape.Scalar);

    /// <summary>The type of the elements that arguments tell.</summary>
    public static ElementType Element(TypedArguments arguments)
        => arguments.Element ?? throw new ShapeException("the type of its elements is not told");

    public TensorType Infer(OpKind kind, IReadOnlyList<TensorType> inputs, OpArguments arguments)
        => kind.Row().Infer(this, inputs, arguments);

    /// <summary>The shape that two shapes broadcast to, as in NumPy.</summary>
    public Shape BroadcastShapes(Shape left, Shape right)
    {
        if (left.Rank == 0 || left == right) return right;
        if (right.Rank == 0) return left;
        var rank = Math.Max(left.Rank, right.Rank);
        return Shape.Of(Enumerable.Range(-rank, rank).Select(axis => BroadcastDim(left, right, axis)));
    }

    /// <summary>The dimension along an axis, which is counted from the end of the shapes: the last one is -1.</summary>
    private Dim BroadcastDim(Shape left, Shape right, int axis)
    {
        var a = left.Rank + axis < 0 ? Dim.One : left[left.Rank + axis];
        var b = right.Rank + axis < 0 ? Dim.One : right[right.Rank + axis];
        if (a.IsOne) return b;
        if (b.IsOne) return a;
        MustMeet(a, b,
            () => $"shapes {left} and {right} do not broadcast: along axis {axis} one has {a}, the other {b}; they must be "
                + "equal or one of them 1");
        return a.IsConstant ? a : b;
    }

    public TensorType Elementwise(OpKind kind, IReadOnlyList<TensorType> inputs)
    {
        var type = Broadcast(inputs);
        return kind switch
        {
            OpKind.Less or OpKind.LessOrEqual or OpKind.Equal => type.With(ElementType.Bool),
            OpKind.Select => type.With(inputs[1].Element),
            _ => type,
        };
    }

    private TensorType Broadcast(IReadOnlyList<TensorType> inputs)
    {
        var shape = inputs[0].Shape;
        for (var number = 1; number < inputs.Count; number++) shape = BroadcastShapes(shape, inputs[number].Shape);
        return inputs[0].With(shape);
    }

    public static TensorType Reduce(TensorType input, ReductionArguments arguments)
    {
        var dims = new List<Dim>();
        for (var axis = 0; axis < input.Rank; axis++)
        {
            if (!arguments.Axes.Contains(axis)) dims.Add(input.Shape[axis]);
            else if (arguments.Keep) dims.Add(Dim.One);
        }

        return input.With(Shape.Of(dims));
    }

    public TensorType Item(TensorType input, TypedArguments arguments)
    {
        MustMeet(input.Shape.Size, 1, () => $"Item reads a tensor of one element, but {input.Shape} has {input.Shape.Size}");
        return Number(arguments);
    }

    public TensorType Reshape(TensorType input, Shape result)
    {
        MustMeet(input.Shape.Size, result.Size,
            () => $"{input.Shape} has {input.Shape.Size} elements and cannot be reshaped to {result}, which has {result.Size}");
        return input.With(result);
    }

    public TensorType Broadcast(TensorType input, Shape target)
    {
        var met = BroadcastShapes(input.Shape, target);
        if (met.Rank != target.Rank) throw new ShapeException($"{input.Shape} cannot be broadcast to {target}");
        return input.With(target);
    }

    public static TensorType Slice(TensorType input, SliceArguments arguments)
    {
        var (axis, start, end) = arguments;
        var dim = input.Shape[axis];
        if (start.Constant < 0 || (dim - end).Constant < 0 || (end - start).Constant < 0)
            throw new ShapeException($"the slice {start}..{end} does not lie within axis {axis} of {input.Shape}, which has {dim}");
        return Replace(input, axis, _ => end - start);
    }

    public static TensorType Pad(TensorType input, PadArguments arguments)
        => Replace(input, arguments.Axis, dim => dim + arguments.Before + arguments.After);

    public static TensorType TakeRows(TensorType table, TensorType indices)
        => table.Rank < 2
            ? throw new ShapeException("a table of rows is expected")
            : table.With(Shape.Of(indices.Shape.Dims.Concat(table.Shape.Dims.Skip(1))));

    public static TensorType PutRows(TensorType updates, TensorType indices, ScatterArguments arguments)
        => updates.With(Shape.Of(updates.Shape.Dims.Skip(indices.Rank)
            .Prepend(arguments.IsCompensated ? arguments.Rows * 2 : arguments.Rows)));

    public TensorType Concat(IReadOnlyList<TensorType> inputs, int axis)
    {
        var first = inputs[0];
        var sum = Dim.Zero;
        foreach (var input in inputs)
        {
            MustFitBeside(first.Shape, input.Shape, axis);
            sum += input.Shape[axis];
        }

        return Replace(first, axis, _ => sum);
    }

    private void MustFitBeside(Shape first, Shape next, int axis)
    {
        if (next.Rank != first.Rank) throw new ShapeException($"{first} and {next} cannot be concatenated: their ranks differ");
        foreach (var other in Enumerable.Range(0, first.Rank).Where(other => other != axis))
            MustMeet(first[other], next[other], () =>
                $"{first} and {next} cannot be concatenated along axis {axis}: axis {other} has {first[other]} and {next[other]}");
    }

    public static TensorType Window(TensorType input, WindowForm form)
    {
        var dims = input.Shape.Dims.ToArray();
        for (var number = 0; number < form.Count; number++)
        {
            var (axis, span) = (form.Axes[number], form.Span(number, form.Sizes[number]));
            MustBePositive(form, number);
            if ((dims[axis] - span).Constant < 0) throw new ShapeException(WindowForm.TooLarge(input.Shape, axis, span));
            dims[axis] = Dim.FloorDivide(dims[axis] - span, form.Strides[number]) + 1;
        }

        return input.With(Shape.Of(dims.Concat(form.Sizes)));
    }

    private static void MustBePositive(WindowForm form, int number)
    {
        var (size, stride, dilation) = (form.Sizes[number], form.Strides[number], form.Dilations[number]);
        if (size.Constant < 1 || stride.Constant < 1 || dilation.Constant < 1)
            throw new ShapeException($"a window of {size} with stride {stride} and dilation {dilation}: each must be 1 or more");
    }

    public static TensorType Fold(TensorType input, WindowForm form)
    {
        var dims = input.Shape.Dims.Take(input.Rank - form.Count).ToArray();
        for (var number = 0; number < form.Count; number++) dims[form.Axes[number]] = form.Sizes[number] * form.Strides[number];
        return input.With(Shape.Of(dims));
    }

    public TensorType MatMul(TensorType left, TensorType right, ProductArguments arguments)
    {
        if (left.Rank < 2 || right.Rank < 2) throw NoMatrices(left.Shape, right.Shape);
        var (m, k) = Last(left.Shape, arguments.TransposeA);
        var (inner, n) = Last(right.Shape, arguments.TransposeB);
        MustMeet(k, inner, () =>
            $"the product of {left.Shape} and {right.Shape} needs the inner dimensions to be equal: expected {k} rows on the right, "
                + $"got {inner}{(n == k && inner != n ? $"; the right one fits as [{n}, {inner}]: write .Transpose()" : "")}");
        var batch = BroadcastShapes(Leading(left.Shape), Leading(right.Shape));
        return left.With(Shape.Of(batch.Dims.Concat([m, n])));
    }

    private static ShapeException NoMatrices(Shape left, Shape right)
        => new($"a product needs operands of rank 2 or more, but got {left} and {right}; reshape a vector to a row or a "
            + "column first");

    private static (Dim Rows, Dim Columns) Last(Shape shape, bool transpose)
    {
        var (rows, columns) = (shape[shape.Rank - 2], shape[shape.Rank - 1]);
        return transpose ? (columns, rows) : (rows, columns);
    }

    private static Shape Leading(Shape shape) => Shape.Of(shape.Dims.Take(shape.Rank - 2));

    private static TensorType Replace(TensorType type, int axis, Func<Dim, Dim> change)
        => type.With(Shape.Of(type.Shape.Dims.Select((dim, index) => index == axis ? change(dim) : dim)));

    /// <summary>Asks that two dimensions be equal: now, where that is known, or of each call.</summary>
    /// <exception cref="ShapeException">They never are.</exception>
    public void MustMeet(Dim left, Dim right, Func<string> because)
    {
        if (left == right) return;
        if (left.NeverEquals(right)) throw new ShapeException(because());
        var guard = new DimGuard(left, right, because());
        if (!guards.Any(other => other.Left == left && other.Right == right)) guards.Add(guard);
    }
}
