using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Merges adjacent axes of a contraction along which every access is contiguous: first batch axes into rows, if the right operand is the
/// same for all batches, then batch axes with each other, and last the free and the contracted axes of each operand.
/// </summary>
internal static class CollapseProduct
{
    public static ContractionBody Run(ContractionBody body)
    {
        while (body.Space.Rank > 2 && JoinsRows(body)) body = WithBatchAsRows(body);
        body = Batches(body);
        return body with { Left = Operand(body.Left, body.Space), Right = Operand(body.Right, body.Space) };
    }

    private static bool JoinsRows(ContractionBody body)
    {
        var batch = body.Space.Rank - 3;
        return body.Triangle == Triangle.None
            && body.Right.Indices.All(index => index.Coefficients[batch].IsZero)
            && IndexMap.Indices(body.Epilogue).All(index => IsEven(index, batch, batch + 1, body.Space[batch + 1]));
    }

    /// <summary>The last batch axis becomes the first free axis of the left operand, where it already is in memory.</summary>
    private static ContractionBody WithBatchAsRows(ContractionBody body)
    {
        var batch = body.Space.Rank - 3;
        return body with
        {
            Space = Joined(body.Space, batch),
            Left = body.Left with { FreeAxes = Shape.Of(body.Left.FreeAxes.Dims.Prepend(body.Space[batch])) },
            Right = IndexMap.Map(body.Right, Without),
            Epilogue = IndexMap.Map(body.Epilogue, Without),
        };

        AffineIndex Without(AffineIndex index)
            => SelectAxes(index, Enumerable.Range(0, index.Coefficients.Count).Where(axis => axis != batch));
    }

    /// <summary>A space without an axis, whose places the next one has too.</summary>
    private static Shape Joined(Shape space, int axis)
    {
        var dims = space.Dims.ToList();
        dims[axis + 1] *= dims[axis];
        dims.RemoveAt(axis);
        return Shape.Of(dims);
    }

    private static ContractionBody Batches(ContractionBody body)
    {
        var batches = body.Space.Rank - 2;
        var indices = IndexMap.Indices(body.Epilogue).Concat(body.Left.Indices).Concat(body.Right.Indices).ToList();
        var axes = MergeAxes(body.Space, indices, 0, batches);
        return body with
        {
            Space = Shape.Of(axes.Select(axis => Size(body.Space, axis)).Concat(body.Space.Dims.Skip(batches))),
            Left = IndexMap.Map(body.Left, Map),
            Right = IndexMap.Map(body.Right, Map),
            Epilogue = IndexMap.Map(body.Epilogue, Map),
        };

        AffineIndex Map(AffineIndex index)
            => SelectAxes(index, axes.Select(axis => axis.Last).Concat(Enumerable.Range(batches, index.Coefficients.Count - batches)));
    }

    private static ProductOperand Operand(ProductOperand operand, Shape space)
    {
        var batches = operand.Batches;
        var dims = Shape.Of(space.Dims.Take(batches).Concat(operand.FreeAxes.Dims).Concat(operand.ContractedAxes.Dims));
        var first = batches + operand.FreeAxes.Rank;
        var freeAxes = MergeAtLeastOne(dims, operand, batches, first);
        var contractedAxes = MergeAtLeastOne(dims, operand, first, dims.Rank);
        var kept = Enumerable.Range(0, batches).Concat(freeAxes.Concat(contractedAxes).Select(axis => axis.Last)).ToList();
        return IndexMap.Map(operand, index => SelectAxes(index, kept)) with
        {
            FreeAxes = Shape.Of(freeAxes.Select(axis => Size(dims, axis))),
            ContractedAxes = Shape.Of(contractedAxes.Select(axis => Size(dims, axis))),
        };
    }

    private static List<(int First, int Last)> MergeAtLeastOne(Shape dims, ProductOperand operand, int first, int end)
    {
        var axes = MergeAxes(dims, operand.Indices.ToList(), first, end);
        return axes.Count > 0 ? axes : [(end - 1, end - 1)];
    }

    /// <summary>
    /// The axes from <paramref name="first"/> on without those of 1, neighbours together along which all indices are even.
    /// </summary>
    private static List<(int First, int Last)> MergeAxes(Shape space, IReadOnlyList<AffineIndex> indices, int first, int end)
    {
        var axes = new List<(int First, int Last)>();
        foreach (var axis in Enumerable.Range(first, end - first).Where(axis => !space[axis].IsOne))
        {
            if (axes.Count > 0 && indices.All(index => IsEven(index, axes[^1].Last, axis, space[axis]))) axes[^1] = (axes[^1].First, axis);
            else axes.Add((axis, axis));
        }

        return axes;
    }

    private static Dim Size(Shape space, (int First, int Last) axis)
        => space.Dims.Skip(axis.First).Take(axis.Last - axis.First + 1).Aggregate(Dim.One, (size, dim) => size * dim);

    private static bool IsEven(AffineIndex index, int outer, int inner, Dim size)
        => index.Coefficients[outer] == index.Coefficients[inner] * size;

    private static AffineIndex SelectAxes(AffineIndex index, IEnumerable<int> axes)
        => index with { Coefficients = axes.Select(axis => index.Coefficients[axis]).ToEquatableArray() };
}
