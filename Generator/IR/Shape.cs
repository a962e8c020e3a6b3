using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>The dimensions of a tensor, outermost first; storage is row-major and dense.</summary>
internal readonly record struct Shape(EquatableArray<Dim> Dims)
{
    public static Shape Scalar => new([]);

    public int Rank => Dims.Count;

    public Dim this[int axis] => Dims[axis];

    /// <summary>The number of elements: the product of the dimensions, 1 for a scalar.</summary>
    public Dim Size
    {
        get
        {
            var size = Dim.One;
            foreach (var dim in Dims) size *= dim;
            return size;
        }
    }

    public static Shape Of(params Dim[] dims) => new(dims.ToEquatableArray());

    public static Shape Of(IEnumerable<Dim> dims) => new(dims.ToEquatableArray());

    /// <summary>Elements between neighbours along each axis of a dense row-major tensor.</summary>
    public EquatableArray<Dim> Strides()
    {
        var strides = new Dim[Rank];
        var step = Dim.One;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= Dims[axis];
        }

        return new(strides);
    }

    /// <inheritdoc cref="Dim.Substitute"/>
    public Shape Substitute(IReadOnlyDictionary<string, Dim> values, DimRanges? ranges = null)
        => Dims.Any(dim => dim.Mentions(values)) ? new(Dims.Map(dim => dim.Substitute(values, ranges))) : this;

    public override string ToString() => "[" + string.Join(", ", Dims.Select(dim => dim.ToString())) + "]";
}
