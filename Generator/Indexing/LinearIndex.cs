using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>A coordinate of an iteration space that may still be split into several, the first of which is the most significant.</summary>
/// <param name="isWhole">Whether it must not be.</param>
internal sealed class Coordinate(Dim size, bool isWhole = false)
{
    private IReadOnlyList<Coordinate> _parts = [];

    public Dim Size => size;

    public bool IsWhole => isWhole;

    /// <summary>The coordinates it was split into; itself if it was not split.</summary>
    public IEnumerable<Coordinate> Leaves => _parts.Count == 0 ? [this] : _parts.SelectMany(part => part.Leaves);

    public IReadOnlyList<Coordinate> Split(IReadOnlyList<Dim> sizes) => _parts = sizes.Select(part => new Coordinate(part)).ToList();
}

/// <summary>An index that is affine in coordinates.</summary>
internal sealed class LinearIndex
{
    private readonly Dim _offset;
    private readonly (Coordinate Coordinate, Dim Factor)[] _terms;

    private LinearIndex(Dim offset, (Coordinate, Dim)[] terms) => (_offset, _terms) = (offset, terms);

    public static LinearIndex Zero { get; } = new(Dim.Zero, []);

    /// <summary>The coordinate that the index is equal to; null if it is no single coordinate.</summary>
    public Coordinate? Coordinate => _offset.IsZero && _terms.Length == 1 && _terms[0].Factor.IsOne ? _terms[0].Coordinate : null;

    public static LinearIndex FromCoordinate(Coordinate coordinate) => new(Dim.Zero, [(coordinate, Dim.One)]);

    public LinearIndex Plus(Dim offset) => new(_offset + offset, _terms);

    public LinearIndex Plus(LinearIndex other)
    {
        if (other._terms.Length == 0) return Plus(other._offset);
        return _terms.Length == 0 ? other.Plus(_offset) : new(_offset + other._offset, [.. _terms, .. other._terms]);
    }

    public LinearIndex Times(Dim factor)
    {
        if (factor.IsOne) return this;
        var terms = new (Coordinate, Dim)[_terms.Length];
        for (var number = 0; number < terms.Length; number++) terms[number] = (_terms[number].Coordinate, _terms[number].Factor * factor);
        return new(_offset * factor, terms);
    }

    /// <summary>The index over the given coordinates, with split coordinates replaced by their parts.</summary>
    public AffineIndex ToAffineIndex(IReadOnlyList<Coordinate> order)
    {
        var coefficients = new Dim[order.Count];
        foreach (var (coordinate, factor) in _terms)
        {
            var step = factor;
            foreach (var leaf in coordinate.Leaves.Reverse())
            {
                coefficients[PositionOf(leaf)] += step;
                step *= leaf.Size;
            }
        }

        return new(_offset, new(coefficients));

        int PositionOf(Coordinate leaf)
        {
            var position = 0;
            while (order[position] != leaf) position++;
            return position;
        }
    }
}
