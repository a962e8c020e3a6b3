using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Indexing;

/// <summary>A coordinate of a walk that may yet be parted into several, the first of which counts most.</summary>
/// <param name="isWhole">Whether it must not be.</param>
internal sealed class Coordinate(Dim size, bool isWhole = false)
{
    private IReadOnlyList<Coordinate> _parts = [];

    public Dim Size => size;

    public bool IsWhole => isWhole;

    /// <summary>What it was parted into, itself when it was not.</summary>
    public IEnumerable<Coordinate> Leaves => _parts.Count == 0 ? [this] : _parts.SelectMany(part => part.Leaves);

    public IReadOnlyList<Coordinate> Part(IReadOnlyList<Dim> sizes) => _parts = sizes.Select(part => new Coordinate(part)).ToList();
}

/// <summary>A number that is affine in coordinates.</summary>
internal sealed class LinearPlace
{
    private readonly Dim _offset;
    private readonly (Coordinate Coordinate, Dim Factor)[] _terms;

    private LinearPlace(Dim offset, (Coordinate, Dim)[] terms) => (_offset, _terms) = (offset, terms);

    public static LinearPlace Zero { get; } = new(Dim.Zero, []);

    /// <summary>The coordinate that the number is, where it is one.</summary>
    public Coordinate? Coordinate => _offset.IsZero && _terms.Length == 1 && _terms[0].Factor.IsOne ? _terms[0].Coordinate : null;

    public static LinearPlace Of(Coordinate coordinate) => new(Dim.Zero, [(coordinate, Dim.One)]);

    public LinearPlace Plus(Dim offset) => new(_offset + offset, _terms);

    public LinearPlace Plus(LinearPlace other)
    {
        if (other._terms.Length == 0) return Plus(other._offset);
        return _terms.Length == 0 ? other.Plus(_offset) : new(_offset + other._offset, [.. _terms, .. other._terms]);
    }

    public LinearPlace Times(Dim factor)
    {
        if (factor.IsOne) return this;
        var terms = new (Coordinate, Dim)[_terms.Length];
        for (var number = 0; number < terms.Length; number++) terms[number] = (_terms[number].Coordinate, _terms[number].Factor * factor);
        return new(_offset * factor, terms);
    }

    /// <summary>The number as an index along coordinates, those that were parted by their parts.</summary>
    public AffineIndex Along(IReadOnlyList<Coordinate> order)
    {
        var coefficients = new Dim[order.Count];
        foreach (var (coordinate, factor) in _terms)
        {
            var step = factor;
            foreach (var leaf in coordinate.Leaves.Reverse())
            {
                coefficients[Place(leaf)] += step;
                step *= leaf.Size;
            }
        }

        return new(_offset, new(coefficients));

        int Place(Coordinate leaf)
        {
            var place = 0;
            while (order[place] != leaf) place++;
            return place;
        }
    }
}
