using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>
/// Finds the memory access of a matmul operand that is movement of a stored value: slices, transposes, windows, zero padding and reshapes.
/// A reshape that merges axes needs no copy: the coordinate of the merged axis is split into those of the original axes, in which the
/// memory offset is affine again. So the windows of a convolution, and a batch that is reduced, are never materialized.
/// </summary>
internal sealed class OperandLowering
{
    private readonly Graph _graph;
    private readonly Func<Node, bool> _isStored;
    private readonly List<(LinearIndex Index, Dim Extent)> _within = [];
    private readonly List<(LinearIndex Index, Dim Extent)> _certain = [];

    private OperandLowering(Graph graph, Func<Node, bool> isStored) => (_graph, _isStored) = (graph, isStored);

    /// <summary>The operand as it lies in memory, or null where it must be stored as a matrix first.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="operand">The left or the right operand.</param>
    /// <param name="space">The product's shape.</param>
    /// <param name="isTermLast">Whether the last axis of the operand is summed over, else the one before it.</param>
    /// <param name="isStored">Whether a node's value is in memory.</param>
    public static ProductOperand? Lower(Graph graph, Node operand, Shape space, bool isTermLast, Func<Node, bool> isStored)
    {
        var (shape, batches) = (operand.Type.Shape, space.Rank - 2);
        var missing = space.Rank - shape.Rank;
        var batch = Enumerable.Range(0, batches)
            .Select(axis => new Coordinate(axis < missing || shape[axis - missing].IsOne ? Dim.One : space[axis], isWhole: true)).ToList();
        var last = (Place: new Coordinate(shape[shape.Rank - (isTermLast ? 2 : 1)]),
            Term: new Coordinate(shape[shape.Rank - (isTermLast ? 1 : 2)]));
        Coordinate[] pair = isTermLast ? [last.Place, last.Term] : [last.Term, last.Place];
        var lowering = new OperandLowering(graph, isStored);
        if (lowering.Trace(operand, [.. batch.Skip(missing).Concat(pair).Select(Digits)]) is not ({ } node, { } index)) return null;
        var (freeAxes, terms) = (last.Place.Leaves.ToList(), last.Term.Leaves.ToList());
        var order = batch.Concat(freeAxes).Concat(terms).ToList();
        return new(
            node.Id,
            Shape.Of(freeAxes.Select(leaf => leaf.Size)),
            Shape.Of(terms.Select(leaf => leaf.Size)),
            index.ToAffineIndex(order),
            Bounds(lowering._within),
            Bounds(lowering._certain));

        EquatableArray<Bounds> Bounds(List<(LinearIndex Index, Dim Extent)> bounds)
            => bounds.Select(item => new Bounds(item.Index.ToAffineIndex(order), item.Extent)).ToEquatableArray();
    }

    /// <summary>The stored node that a value is read from, and the element offset within it.</summary>
    /// <param name="node">The value.</param>
    /// <param name="at">For each axis the digits of its index; none where the index is 0.</param>
    private (Node Node, LinearIndex Place)? Trace(Node node, IReadOnlyList<IReadOnlyList<Digit>> at)
    {
        if (_isStored(node)) return (node, LinearizeDense(node.Type.Shape, at));
        if (node.Kind.Row().Class != OpClass.Movement || node.Inputs.Count != 1) return null;
        var operand = _graph[node.Inputs[0]];
        return node.Kind switch
        {
            OpKind.Reshape when _isStored(operand) => (operand, LinearizeDense(node.Type.Shape, at)),
            OpKind.Reshape => Delinearizer.Delinearize(at.SelectMany(digits => digits), operand.Type.Shape) is { } parted
                ? Trace(operand, parted)
                : null,
            OpKind.Transpose => Trace(operand, [.. Enumerable.Range(0, at.Count).Select(axis => at[node.Axes.IndexOf(axis)])]),
            OpKind.Broadcast => Trace(operand,
                [.. operand.Type.Shape.Dims.Select((dim, axis) => dim.IsOne ? [] : at[axis + at.Count - operand.Type.Rank])]),
            OpKind.Flip => Trace(operand,
                node.Axes.Aggregate(at,
                    (places, axis) => With(places, axis, Linearize(places[axis]).Times(-1).Plus(node.Type.Shape[axis] - 1)))),
            OpKind.Slice => Trace(operand, Moved(node.Slice.Axis, node.Slice.Start)),
            OpKind.Pad when node.Pad.Value == 0 => Padded(),
            OpKind.Window => Trace(operand, Windowed()),
            _ => null,
        };

        IReadOnlyList<IReadOnlyList<Digit>> Moved(int axis, Dim by) => With(at, axis, Linearize(at[axis]).Plus(by));

        IReadOnlyList<IReadOnlyList<Digit>> With(IReadOnlyList<IReadOnlyList<Digit>> places, int axis, LinearIndex place)
            => [.. places.Select((digits, other) => other == axis ? [new Digit(operand.Type.Shape[axis], place)] : digits)];

        (Node, LinearIndex)? Padded()
        {
            var axis = node.Pad.Axis;
            var moved = Moved(axis, node.Pad.Before * -1);
            _within.Add((moved[axis][0].Index, operand.Type.Shape[axis]));
            return Trace(operand, moved);
        }

        IReadOnlyList<IReadOnlyList<Digit>> Windowed()
        {
            var form = node.Window;
            var places = at.Take(operand.Type.Rank).ToList();
            for (var number = 0; number < form.Count; number++)
            {
                var axis = form.Axes[number];
                var place = Linearize(at[axis]).Times(form.Strides[number])
                    .Plus(Linearize(at[operand.Type.Rank + number]).Times(form.Dilations[number]));
                places[axis] = [new Digit(operand.Type.Shape[axis], place)];
                _certain.Add((place, operand.Type.Shape[axis]));
            }

            return places;
        }
    }

    private static IReadOnlyList<Digit> Digits(Coordinate coordinate)
        => coordinate.Size.IsOne ? [] : [new(coordinate.Size, LinearIndex.FromCoordinate(coordinate))];

    private static LinearIndex LinearizeDense(Shape shape, IReadOnlyList<IReadOnlyList<Digit>> digits)
    {
        var (index, strides) = (LinearIndex.Zero, shape.Strides());
        for (var axis = 0; axis < strides.Count; axis++) index = index.Plus(Linearize(digits[axis]).Times(strides[axis]));
        return index;
    }

    /// <summary>The number that digits represent, most significant first.</summary>
    private static LinearIndex Linearize(IReadOnlyList<Digit> digits)
    {
        var index = LinearIndex.Zero;
        for (var number = 0; number < digits.Count; number++) index = index.Times(digits[number].Size).Plus(digits[number].Index);
        return index;
    }
}
