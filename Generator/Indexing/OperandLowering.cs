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
        var shape = operand.Type.Shape;
        var batch = BatchCoordinates(shape, space);
        Coordinate[] pair = [new(shape[shape.Rank - 2]), new(shape[shape.Rank - 1])];
        var lowering = new OperandLowering(graph, isStored);
        if (lowering.Trace(operand, [.. batch.Skip(space.Rank - shape.Rank).Concat(pair).Select(Digits)]) is not { } found) return null;
        var (freeAxes, terms) = (pair[isTermLast ? 0 : 1].Leaves.ToList(), pair[isTermLast ? 1 : 0].Leaves.ToList());
        var order = batch.Concat(freeAxes).Concat(terms).ToList();
        return new(found.Node.Id, Sizes(freeAxes), Sizes(terms), found.Place.ToAffineIndex(order), Along(lowering._within, order),
            Along(lowering._certain, order));
    }

    /// <summary>The coordinates of the batch axes, along some of which the operand is repeated.</summary>
    private static List<Coordinate> BatchCoordinates(Shape shape, Shape space)
    {
        var missing = space.Rank - shape.Rank;
        return Enumerable.Range(0, space.Rank - 2)
            .Select(axis => new Coordinate(axis < missing || shape[axis - missing].IsOne ? Dim.One : space[axis], isWhole: true)).ToList();
    }

    private static Shape Sizes(IEnumerable<Coordinate> axes) => Shape.Of(axes.Select(leaf => leaf.Size));

    private static EquatableArray<Bounds> Along(List<(LinearIndex Index, Dim Extent)> bounds, List<Coordinate> order)
        => bounds.Select(item => new Bounds(item.Index.ToAffineIndex(order), item.Extent)).ToEquatableArray();

    /// <summary>The stored node that a value is read from, and the element offset within it.</summary>
    /// <param name="node">The value.</param>
    /// <param name="at">For each axis the digits of its index; none where the index is 0.</param>
    private (Node Node, LinearIndex Place)? Trace(Node node, IReadOnlyList<IReadOnlyList<Digit>> at)
    {
        if (_isStored(node)) return (node, LinearizeDense(node.Type.Shape, at));
        if (node.Class != OpClass.Movement || node.Inputs.Count != 1) return null;
        var operand = _graph[node.Inputs[0]];
        if (node.Kind == OpKind.Reshape && _isStored(operand)) return (operand, LinearizeDense(node.Type.Shape, at));
        return Moved(node, operand.Type.Shape, at) is { } moved ? Trace(operand, moved) : null;
    }

    /// <summary>The place in its operand that a movement reads; null where it can be none.</summary>
    private IReadOnlyList<IReadOnlyList<Digit>>? Moved(Node node, Shape operand, IReadOnlyList<IReadOnlyList<Digit>> at) => node.Kind switch
    {
        OpKind.Reshape => Delinearizer.Delinearize(at.SelectMany(digits => digits), operand),
        OpKind.Transpose => [.. Enumerable.Range(0, at.Count).Select(axis => at[node.Axes.IndexOf(axis)])],
        OpKind.Broadcast => [.. operand.Dims.Select((dim, axis) => dim.IsOne ? [] : at[axis + at.Count - operand.Rank])],
        OpKind.Flip => node.Axes.Aggregate(at, (places, axis) => Flipped(places, axis, operand)),
        OpKind.Slice => Shifted(at, node.Slice.Axis, operand, node.Slice.Start),
        OpKind.Pad when node.Pad.Value == 0 => Padded(node.Pad, operand, at),
        OpKind.Window => Windowed(node.Window, operand, at),
        _ => null,
    };

    private static IReadOnlyList<IReadOnlyList<Digit>> Shifted(IReadOnlyList<IReadOnlyList<Digit>> at, int axis, Shape operand, Dim by)
        => With(at, axis, new(operand[axis], Linearize(at[axis]).Plus(by)));

    private static IReadOnlyList<IReadOnlyList<Digit>> Flipped(IReadOnlyList<IReadOnlyList<Digit>> at, int axis, Shape operand)
        => With(at, axis, new(operand[axis], Linearize(at[axis]).Times(-1).Plus(operand[axis] - 1)));

    private static IReadOnlyList<IReadOnlyList<Digit>> With(IReadOnlyList<IReadOnlyList<Digit>> places, int axis, Digit digit)
        => [.. places.Select((digits, other) => other == axis ? [digit] : digits)];

    private IReadOnlyList<IReadOnlyList<Digit>> Padded(PadArguments pad, Shape operand, IReadOnlyList<IReadOnlyList<Digit>> at)
    {
        var moved = Shifted(at, pad.Axis, operand, pad.Before * -1);
        _within.Add((moved[pad.Axis][0].Index, operand[pad.Axis]));
        return moved;
    }

    private IReadOnlyList<IReadOnlyList<Digit>> Windowed(WindowForm form, Shape operand, IReadOnlyList<IReadOnlyList<Digit>> at)
    {
        var places = at.Take(operand.Rank).ToList();
        for (var number = 0; number < form.Count; number++)
        {
            var axis = form.Axes[number];
            var place = Linearize(at[axis]).Times(form.Strides[number])
                .Plus(Linearize(at[operand.Rank + number]).Times(form.Dilations[number]));
            places[axis] = [new Digit(operand[axis], place)];
            _certain.Add((place, operand[axis]));
        }

        return places;
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
