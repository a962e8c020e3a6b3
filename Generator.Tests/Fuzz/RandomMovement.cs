using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random reshapes, transposes, broadcasts, slices, paddings and concatenations.</summary>
internal static class RandomMovement
{
    public static void Add(RandomScope s)
    {
        var x = s.Float();
        if (x.Type.Rank == 0 || s.Chance(0.15)) s.Keep(Broadcast(s, x));
        else s.Keep(s.Below(7) switch
        {
            0 => Reshape(s, x),
            1 => s.Builder.Transpose(x, Shuffled(s, Enumerable.Range(0, x.Type.Rank))),
            2 => Slice(s, x),
            3 => s.Builder.Pad(x, s.Below(x.Type.Rank), s.Below(3), s.Below(3), s.Chance(0.7) ? 0 : s.Pick([-3.0, 1, 0.5])),
            4 => Concat(s, x),
            5 => s.Builder.Flip(x, Shuffled(s, Enumerable.Range(0, x.Type.Rank)).Take(1 + s.Below(x.Type.Rank)).ToList()),
            _ => Opposite(s, x),
        });
    }

    private static Node Broadcast(RandomScope s, Node x)
    {
        var dims = x.Type.Shape.Dims.Select(dim => dim.IsOne && s.Chance(0.7) ? s.Pick<Dim>([2, 3, Dim.Symbol("N"), Dim.Symbol("K")]) : dim)
            .ToList();
        if (s.Chance(0.5)) dims.Insert(0, s.Pick<Dim>([1, 3, Dim.Symbol("M")]));
        return s.Builder.BroadcastTo(x, Shape.Of(dims));
    }

    private static Node Reshape(RandomScope s, Node x)
    {
        var dims = x.Type.Shape.Dims.ToList();
        var axis = s.Below(dims.Count);
        switch (s.Below(6))
        {
            case 0:
                return s.Builder.Reshape(x, Shape.Of(x.Type.Shape.Size));
            case 1 when axis + 1 < dims.Count:
                (dims[axis], _) = (dims[axis] * dims[axis + 1], 0);
                dims.RemoveAt(axis + 1);
                break;
            case 2 when dims[axis].DivideExact(2) is { } half:
                dims[axis] = half;
                dims.Insert(axis + s.Below(2), 2);
                break;
            case 3:
                return s.Builder.Reshape(x, Shape.Of(Shuffled(s, dims)));
            case 4:
                return s.Builder.Reshape(x, Shape.Of(dims.Where(dim => !dim.IsOne)));
            default:
                dims.Insert(s.Below(dims.Count + 1), 1);
                break;
        }

        return s.Builder.Reshape(x, Shape.Of(dims));
    }

    private static Node Slice(RandomScope s, Node x)
    {
        var axis = s.Below(x.Type.Rank);
        var size = x.Type.Shape[axis];
        if (s.Turns.FirstOrDefault(turn => turn.Count == size) is { Index: var index } && index != Dim.Zero && s.Chance(0.7))
        {
            var row = s.Builder.Slice(x, axis, index, index + 1);
            return s.Chance(0.7) ? s.Builder.Reshape(row, Shape.Of(x.Type.Shape.Dims.Where((_, other) => other != axis))) : row;
        }

        if (s.Turns.Select(turn => (turn.Index, First: FirstOf(turn.Count, size)))
            .FirstOrDefault(turn => turn.First is not null) is { First: { } first, Index: var later } && s.Chance(0.7))
            return s.Builder.Slice(x, axis, later + first, later + first + 1);

        if (size.Constant is { } count)
        {
            var start = s.Below((int)count + 1);
            return s.Builder.Slice(x, axis, start,
                start + s.Below((int)count - start + 1) is var end && end > start ? end : Math.Min(start + 1, (int)count));
        }

        return !s.IsNeverEmpty(size)
            ? s.Builder.Slice(x, axis, 0, size)
            : s.Chance(0.5) ? s.Builder.Slice(x, axis, size - 1, size) : s.Builder.Slice(x, axis, 0, s.Chance(0.5) ? 1 : size);
    }

    /// <summary>The first place of a loop that walks to the end of an axis but begins later; null for others.</summary>
    private static Dim? FirstOf(Dim count, Dim size)
        => count.Terms is [{ Coefficient: 1, Factors: [{ IsClamp: true } clamp] }] && (size - clamp.Dividend).Constant is { } first
            ? first
            : null;

    private static Node Concat(RandomScope s, Node x)
    {
        var axis = s.Below(x.Type.Rank);
        var fitting = s.Floats
            .Where(node => node.Type.Rank == x.Type.Rank
                && Enumerable.Range(0, x.Type.Rank).All(other => other == axis || node.Type.Shape[other] == x.Type.Shape[other])).ToList();
        var parts = Enumerable.Range(0, 1 + s.Below(3)).Select(_ => s.Pick(fitting)).ToList();
        if (s.Chance(0.3)) parts.Add(s.Builder.BroadcastTo(s.Number(), x.Type.Shape));
        return s.Builder.Concat(axis, parts);
    }

    /// <summary>What undoes a movement right after it: pairs that identities look for.</summary>
    private static Node Opposite(RandomScope s, Node x)
    {
        var (b, axis) = (s.Builder, s.Below(x.Type.Rank));
        var size = x.Type.Shape[axis];
        if (s.Chance(0.3)) return b.Reshape(b.Reshape(x, Shape.Of(x.Type.Shape.Size)), x.Type.Shape);
        if (s.Chance(0.5)) return b.Slice(b.Pad(x, axis, 1, 2), axis, s.Below(2), size + 1);
        var y = s.Pick(s.Floats.Where(node => node.Type.Shape == x.Type.Shape).ToList());
        return b.Slice(b.Concat(axis, [x, y]), axis, s.Chance(0.5) ? 0 : size, s.Chance(0.5) ? size : size + size);
    }

    private static List<T> Shuffled<T>(RandomScope s, IEnumerable<T> items)
        => items.Select(item => (item, key: s.Below(1000))).OrderBy(pair => pair.key).Select(pair => pair.item).ToList();
}
