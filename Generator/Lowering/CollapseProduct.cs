using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Makes one axis of neighbouring axes of a product along which everything lies evenly: first batches join the rows, where the right
/// operand is the same for all of them, then each other, and at last the places and the terms of each operand.
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
            && IndexMap.IndicesOf(body.Epilogue).All(index => IsEven(index, batch, batch + 1, body.Space[batch + 1]));
    }

    /// <summary>The last batch axis becomes the first of the left operand's places, where it stands already.</summary>
    private static ContractionBody WithBatchAsRows(ContractionBody body)
    {
        var batch = body.Space.Rank - 3;
        var dims = body.Space.Dims.ToList();
        dims[batch + 1] *= dims[batch];
        dims.RemoveAt(batch);
        return body with
        {
            Space = Shape.Of(dims),
            Left = body.Left with { Places = Shape.Of(body.Left.Places.Dims.Prepend(body.Space[batch])) },
            Right = IndexMap.Of(body.Right, Without),
            Epilogue = IndexMap.Of(body.Epilogue, Without),
        };

        AffineIndex Without(AffineIndex index) => Kept(index, Enumerable.Range(0, index.Coefficients.Count).Where(axis => axis != batch));
    }

    private static ContractionBody Batches(ContractionBody body)
    {
        var batches = body.Space.Rank - 2;
        var indices = IndexMap.IndicesOf(body.Epilogue).Concat(body.Left.Indices).Concat(body.Right.Indices).ToList();
        var axes = Joined(body.Space, indices, 0, batches);
        return body with
        {
            Space = Shape.Of(axes.Select(axis => Size(body.Space, axis)).Concat(body.Space.Dims.Skip(batches))),
            Left = IndexMap.Of(body.Left, Map),
            Right = IndexMap.Of(body.Right, Map),
            Epilogue = IndexMap.Of(body.Epilogue, Map),
        };

        AffineIndex Map(AffineIndex index)
            => Kept(index, axes.Select(axis => axis.Last).Concat(Enumerable.Range(batches, index.Coefficients.Count - batches)));
    }

    private static ProductOperand Operand(ProductOperand operand, Shape space)
    {
        var batches = operand.Batches;
        var dims = Shape.Of(space.Dims.Take(batches).Concat(operand.Places.Dims).Concat(operand.Terms.Dims));
        var indices = operand.Indices.ToList();
        var places = AtLeastOne(batches, batches + operand.Places.Rank);
        var terms = AtLeastOne(batches + operand.Places.Rank, dims.Rank);
        return IndexMap.Of(operand,
            index => Kept(index, Enumerable.Range(0, batches).Concat(places.Concat(terms).Select(axis => axis.Last)))) with
        {
            Places = Shape.Of(places.Select(axis => Size(dims, axis))),
            Terms = Shape.Of(terms.Select(axis => Size(dims, axis))),
        };

        List<(int First, int Last)> AtLeastOne(int first, int end)
        {
            var axes = Joined(dims, indices, first, end);
            return axes.Count > 0 ? axes : [(end - 1, end - 1)];
        }
    }

    /// <summary>
    /// The axes from <paramref name="first"/> on without those of 1, neighbours together along which all indices are even.
    /// </summary>
    private static List<(int First, int Last)> Joined(Shape space, IReadOnlyList<AffineIndex> indices, int first, int end)
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

    private static AffineIndex Kept(AffineIndex index, IEnumerable<int> axes)
        => index with { Coefficients = axes.Select(axis => index.Coefficients[axis]).ToEquatableArray() };
}
