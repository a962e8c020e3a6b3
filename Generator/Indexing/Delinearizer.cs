using ModelGen.Generator.IR;

namespace ModelGen.Generator.Indexing;

/// <summary>One mixed-radix digit of an index: a number below <see cref="Size"/>.</summary>
internal sealed record Digit(Dim Size, LinearIndex Index);

/// <summary>
/// Delinearizes a row-major index over a shape of equal size, splitting coordinates at axis boundaries.
/// </summary>
internal sealed class Delinearizer
{
    private readonly LinkedList<Digit> _digits;
    private readonly IReadOnlyList<Dim> _dims;

    private Delinearizer(IEnumerable<Digit> digits, Shape shape)
        => (_digits, _dims) = (new(digits.Where(digit => !digit.Size.IsOne)), shape.Dims);

    /// <summary>The digits of each axis; null if a digit would have to be split that cannot be.</summary>
    public static IReadOnlyList<IReadOnlyList<Digit>>? Delinearize(IEnumerable<Digit> digits, Shape shape)
    {
        var groups = new Delinearizer(digits, shape);
        var result = new List<IReadOnlyList<Digit>>();
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (groups.TakeAxis(axis) is not { } group) return null;
            result.Add(group);
        }

        return groups._digits.Count > 0 ? null : result;
    }

    private IReadOnlyList<Digit>? TakeAxis(int axis)
    {
        var group = new List<Digit>();
        for (var remaining = _dims[axis]; !remaining.IsOne;)
        {
            if (CountExact(remaining) is { } whole)
            {
                for (var number = 0; number < whole; number++) group.Add(TakeFirst());
                return group;
            }

            if (_digits.Count == 0) return null;
            var size = _digits.First.Value.Size;
            if (remaining.DivideExact(size) is { } rest)
            {
                group.Add(TakeFirst());
                remaining = rest;
            }
            else if (SplitSizes(axis, remaining) is not { } sizes || !SplitFirst(sizes)) return null;
        }

        return group;
    }

    private Digit TakeFirst()
    {
        var digit = _digits.First.Value;
        _digits.RemoveFirst();
        return digit;
    }

    /// <summary>How many of the next digits have the wanted size as their product; null if none do.</summary>
    private int? CountExact(Dim wanted)
    {
        var (product, count) = (Dim.One, 0);
        foreach (var digit in _digits)
        {
            (product, count) = (product * digit.Size, count + 1);
            if (product == wanted) return count;
        }

        return null;
    }

    /// <summary>The sizes into which the next digit is split; the first completes the current axis.</summary>
    private IReadOnlyList<Dim>? SplitSizes(int axis, Dim remaining)
    {
        var size = _digits.First.Value.Size;
        var sizes = new List<Dim> { remaining };
        var product = remaining;
        foreach (var dim in _dims.Skip(axis + 1).Where(dim => !dim.IsOne))
        {
            sizes.Add(dim);
            product *= dim;
            if (product == size) return sizes;
        }

        return size.DivideExact(remaining) is { } rest ? [remaining, rest] : null;
    }

    private bool SplitFirst(IReadOnlyList<Dim> sizes)
    {
        if (_digits.First.Value.Index.Coordinate is not { IsWhole: false } coordinate) return false;
        _digits.RemoveFirst();
        foreach (var part in coordinate.Split(sizes).Reverse()) _digits.AddFirst(new Digit(part.Size, LinearIndex.FromCoordinate(part)));
        return true;
    }
}
