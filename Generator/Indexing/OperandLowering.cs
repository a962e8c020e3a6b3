using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>
/// Finds where the elements of a product's operand lie, when all that made it is movement: slices, transposes, windows, padding with zeros
/// and reshapes. A reshape that joins axes does not need a copy: the coordinate along the joined axis is parted into those that it stands
/// for, by which the place in memory is affine again. So the windows of a convolution, and a batch that is summed over, are never carried
/// out.
/// </summary>
internal sealed class OperandLowering
{
    private readonly Graph _graph;
    private readonly Func<Node, bool> _isStored;
    private readonly List<(LinearPlace Index, Dim Extent)> _within = [];
    private readonly List<(LinearPlace Index, Dim Extent)> _certain = [];

    private OperandLowering(Graph graph, Func<Node, bool> isStored) => (_graph, _isStored) = (graph, isStored);

    /// <summary>The operand as it lies in memory, or null where it must be stored as a matrix first.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="operand">The left or the right operand.</param>
    /// <param name="space">The product's shape.</param>
    /// <param name="isTermLast">Whether the last axis of the operand is summed over, else the one before it.</param>
    /// <param name="isStored">Whether a node's value is in memory.</param>
    public static ProductOperand? Run(Graph graph, Node operand, Shape space, bool isTermLast, Func<Node, bool> isStored)
    {
        var (shape, batches) = (operand.Type.Shape, space.Rank - 2);
        var missing = space.Rank - shape.Rank;
        var batch = Enumerable.Range(0, batches)
            .Select(axis => new Coordinate(axis < missing || shape[axis - missing].IsOne ? Dim.One : space[axis], isWhole: true)).ToList();
        var last = (Place: new Coordinate(shape[shape.Rank - (isTermLast ? 2 : 1)]),
            Term: new Coordinate(shape[shape.Rank - (isTermLast ? 1 : 2)]));
        Coordinate[] pair = isTermLast ? [last.Place, last.Term] : [last.Term, last.Place];
        var lowering = new OperandLowering(graph, isStored);
        if (lowering.Find(operand, [.. batch.Skip(missing).Concat(pair).Select(Digits)]) is not ({ } node, { } place)) return null;
        var (places, terms) = (last.Place.Leaves.ToList(), last.Term.Leaves.ToList());
        var order = batch.Concat(places).Concat(terms).ToList();
        return new(
            node.Id,
            Shape.Of(places.Select(leaf => leaf.Size)),
            Shape.Of(terms.Select(leaf => leaf.Size)),
            place.Along(order),
            Bounds(lowering._within),
            Bounds(lowering._certain));

        EquatableArray<Bounds> Bounds(List<(LinearPlace Index, Dim Extent)> bounds)
            => bounds.Select(item => new Bounds(item.Index.Along(order), item.Extent)).ToEquatableArray();
    }

    /// <summary>The stored node that a value is read from, and where in it.</summary>
    /// <param name="node">The value.</param>
    /// <param name="at">For each of its axes the digits of the place along it, none where that is 0.</param>
    private (Node Node, LinearPlace Place)? Find(Node node, IReadOnlyList<IReadOnlyList<Digit>> at)
    {
        if (_isStored(node)) return (node, Dense(node.Type.Shape, at));
        if (node.Kind.Row().Class != OpClass.Movement || node.Inputs.Count != 1) return null;
        var operand = _graph[node.Inputs[0]];
        return node.Kind switch
        {
            OpKind.Reshape when _isStored(operand) => (operand, Dense(node.Type.Shape, at)),
            OpKind.Reshape => DigitGroups.Run(at.SelectMany(digits => digits), operand.Type.Shape) is { } parted
                ? Find(operand, parted)
                : null,
            OpKind.Transpose => Find(operand, [.. Enumerable.Range(0, at.Count).Select(axis => at[node.Arguments.Axes.IndexOf(axis)])]),
            OpKind.Broadcast => Find(operand,
                [.. operand.Type.Shape.Dims.Select((dim, axis) => dim.IsOne ? [] : at[axis + at.Count - operand.Type.Rank])]),
            OpKind.Flip => Find(operand,
                node.Arguments.Axes.Aggregate(at,
                    (places, axis) => With(places, axis, Whole(places[axis]).Times(-1).Plus(node.Type.Shape[axis] - 1)))),
            OpKind.Slice => Find(operand, Moved(node.Arguments.Axes[0], node.Arguments.Start)),
            OpKind.Pad when node.Arguments.Value == 0 => Padded(),
            OpKind.Window => Find(operand, Windowed()),
            _ => null,
        };

        IReadOnlyList<IReadOnlyList<Digit>> Moved(int axis, Dim by) => With(at, axis, Whole(at[axis]).Plus(by));

        IReadOnlyList<IReadOnlyList<Digit>> With(IReadOnlyList<IReadOnlyList<Digit>> places, int axis, LinearPlace place)
            => [.. places.Select((digits, other) => other == axis ? [new Digit(operand.Type.Shape[axis], place)] : digits)];

        (Node, LinearPlace)? Padded()
        {
            var axis = node.Arguments.Axes[0];
            var moved = Moved(axis, node.Arguments.Start * -1);
            _within.Add((moved[axis][0].Place, operand.Type.Shape[axis]));
            return Find(operand, moved);
        }

        IReadOnlyList<IReadOnlyList<Digit>> Windowed()
        {
            var form = WindowForm.Of(node.Arguments);
            var places = at.Take(operand.Type.Rank).ToList();
            for (var number = 0; number < form.Count; number++)
            {
                var axis = form.Axes[number];
                var place = Whole(at[axis]).Times(form.Strides[number])
                    .Plus(Whole(at[operand.Type.Rank + number]).Times(form.Dilations[number]));
                places[axis] = [new Digit(operand.Type.Shape[axis], place)];
                _certain.Add((place, operand.Type.Shape[axis]));
            }

            return places;
        }
    }

    private static IReadOnlyList<Digit> Digits(Coordinate coordinate)
        => coordinate.Size.IsOne ? [] : [new(coordinate.Size, LinearPlace.Of(coordinate))];

    private static LinearPlace Dense(Shape shape, IReadOnlyList<IReadOnlyList<Digit>> at)
    {
        var (place, strides) = (LinearPlace.Zero, shape.Strides());
        for (var axis = 0; axis < strides.Count; axis++) place = place.Plus(Whole(at[axis]).Times(strides[axis]));
        return place;
    }

    /// <summary>The number that digits stand for, the first of which counts most.</summary>
    private static LinearPlace Whole(IReadOnlyList<Digit> digits)
    {
        var place = LinearPlace.Zero;
        for (var number = 0; number < digits.Count; number++) place = place.Times(digits[number].Size).Plus(digits[number].Place);
        return place;
    }
}
