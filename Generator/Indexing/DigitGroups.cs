using ModelGen.Generator.IR;

namespace ModelGen.Generator.Indexing;

/// <summary>A digit of a place along an axis: a number below <see cref="Size"/>.</summary>
internal sealed record Digit(Dim Size, LinearPlace Place);

/// <summary>
/// Shares the digits of a place in a row-major tensor out to the axes of another shape of as many elements, parting digits where axes end
/// within them.
/// </summary>
internal sealed class DigitGroups
{
    private readonly LinkedList<Digit> _digits;
    private readonly IReadOnlyList<Dim> _dims;

    private DigitGroups(IEnumerable<Digit> digits, Shape shape)
        => (_digits, _dims) = (new(digits.Where(digit => !digit.Size.IsOne)), shape.Dims);

    /// <summary>For each axis its digits; null where one would have to be parted that cannot be.</summary>
    public static IReadOnlyList<IReadOnlyList<Digit>>? Run(IEnumerable<Digit> digits, Shape shape)
    {
        var groups = new DigitGroups(digits, shape);
        var result = new List<IReadOnlyList<Digit>>();
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (groups.Take(axis) is not { } group) return null;
            result.Add(group);
        }

        return groups._digits.Count > 0 ? null : result;
    }

    private IReadOnlyList<Digit>? Take(int axis)
    {
        var group = new List<Digit>();
        for (var missing = _dims[axis]; !missing.IsOne;)
        {
            if (Count(missing) is { } whole)
            {
                for (var number = 0; number < whole; number++) group.Add(Next());
                return group;
            }

            if (_digits.Count == 0) return null;
            var size = _digits.First.Value.Size;
            if (missing.DivideExact(size) is { } rest)
            {
                group.Add(Next());
                missing = rest;
            }
            else if (Parts(axis, missing) is not { } parts || !Part(parts)) return null;
        }

        return group;
    }

    private Digit Next()
    {
        var digit = _digits.First.Value;
        _digits.RemoveFirst();
        return digit;
    }

    /// <summary>How many of the next digits are just as many as wanted.</summary>
    private int? Count(Dim wanted)
    {
        var (product, count) = (Dim.One, 0);
        foreach (var digit in _digits)
        {
            (product, count) = (product * digit.Size, count + 1);
            if (product == wanted) return count;
        }

        return null;
    }

    /// <summary>The sizes into which the next digit is to be parted, of which the first is what an axis misses.</summary>
    private IReadOnlyList<Dim>? Parts(int axis, Dim missing)
    {
        var size = _digits.First.Value.Size;
        var parts = new List<Dim> { missing };
        var product = missing;
        foreach (var dim in _dims.Skip(axis + 1).Where(dim => !dim.IsOne))
        {
            parts.Add(dim);
            product *= dim;
            if (product == size) return parts;
        }

        return size.DivideExact(missing) is { } rest ? [missing, rest] : null;
    }

    private bool Part(IReadOnlyList<Dim> sizes)
    {
        if (_digits.First.Value.Place.Coordinate is not { IsWhole: false } coordinate) return false;
        _digits.RemoveFirst();
        foreach (var part in coordinate.Part(sizes).Reverse()) _digits.AddFirst(new Digit(part.Size, LinearPlace.Of(part)));
        return true;
    }
}
