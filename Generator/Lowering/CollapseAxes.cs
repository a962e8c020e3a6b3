using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Makes one loop of neighbouring axes along which everything that a kernel touches lies evenly, and none of an axis of 1, so that most
/// kernels walk one or two axes whatever the rank of their tensors.
/// </summary>
internal sealed class CollapseAxes
{
    private readonly Shape _space;
    private readonly List<AffineIndex> _indices;

    /// <summary>For each new axis the first and the last of the old ones that it stands for.</summary>
    private readonly List<(int First, int Last)> _axes = [];

    private CollapseAxes(Shape space, IEnumerable<AffineIndex> indices) => (_space, _indices) = (space, indices.ToList());

    public static KernelBody Run(KernelBody body) => body switch
    {
        WalkBody walk => Walk(walk),
        ContractionBody product => CollapseProduct.Run(product),
        _ => body,
    };

    private static WalkBody Walk(WalkBody walk)
    {
        var collapse = new CollapseAxes(walk.Space, walk.Phases.SelectMany(IndexMap.IndicesOf));

        // Who scatters owns columns, of which there is one at least.
        var isScatter = walk.Phases.SelectMany(phase => phase.Stores).Any(store => store.Scatter is not null);

        // The number of a row that is not walked to its end stays.
        var joined = walk.Phases.Any(phase => phase.IsToRow) ? walk.Kept - 1 : walk.Kept;
        collapse.Segment(0, joined, droppable: isScatter ? 0 : joined);
        collapse.Segment(joined, walk.Kept, droppable: 0);
        var kept = collapse._axes.Count;
        collapse.Segment(walk.Kept, walk.Space.Rank, droppable: walk.Space.Rank);
        return walk with { Space = collapse.NewSpace(), Kept = kept,
            Steps = walk.Steps.Select(step => IndexMap.Of(step, collapse.Rewritten)).ToEquatableArray() };
    }

    /// <summary>Joins axes from <paramref name="first"/> on; those below <paramref name="droppable"/> go where they are 1.</summary>
    private void Segment(int first, int end, int droppable)
    {
        var start = _axes.Count;
        for (var axis = first; axis < end; axis++)
        {
            if (axis < droppable && _space[axis].IsOne) continue;
            if (_axes.Count > start && IsEven(_axes[^1].Last, axis)) _axes[^1] = (_axes[^1].First, axis);
            else _axes.Add((axis, axis));
        }
    }

    private bool IsEven(int outer, int inner)
        => _indices.All(index => index.Coefficients[outer] == index.Coefficients[inner] * _space[inner]);

    private Shape NewSpace()
        => Shape.Of(_axes.Select(axis =>
            Enumerable.Range(axis.First, axis.Last - axis.First + 1).Aggregate(Dim.One, (size, old) => size * _space[old])));

    private AffineIndex Rewritten(AffineIndex index)
        => index with { Coefficients = _axes.Select(axis => index.Coefficients[axis.Last]).ToEquatableArray() };
}
