using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Merges adjacent axes along which every access is contiguous, and drops axes of size 1, so that most kernels have one or two loops
/// whatever the rank of their tensors.
/// </summary>
internal sealed class CollapseAxes
{
    private readonly Shape _space;
    private readonly List<AffineIndex> _indices;

    /// <summary>For each merged axis the first and the last of the original axes.</summary>
    private readonly List<(int First, int Last)> _axes = [];

    private CollapseAxes(Shape space, IEnumerable<AffineIndex> indices) => (_space, _indices) = (space, indices.ToList());

    public static KernelBody Run(KernelBody body) => body switch
    {
        LoopNestBody nest => Collapse(nest),
        ContractionBody product => CollapseProduct.Run(product),
        _ => body,
    };

    private static LoopNestBody Collapse(LoopNestBody nest)
    {
        var collapse = new CollapseAxes(nest.Space, nest.Phases.SelectMany(IndexMap.Indices));

        // The row axis of a triangular loop nest is not merged.
        var joined = nest.Phases.Any(phase => phase.StopsAtDiagonal) ? nest.RowRank - 1 : nest.RowRank;

        // A scatter is parallel over columns, so at least one column axis must remain.
        collapse.MergeAxes(0, joined, droppable: IsScatter(nest) ? 0 : joined);
        collapse.MergeAxes(joined, nest.RowRank, droppable: 0);
        var kept = collapse._axes.Count;
        collapse.MergeAxes(nest.RowRank, nest.Space.Rank, droppable: nest.Space.Rank);
        return nest with
        {
            Space = collapse.NewSpace(),
            RowRank = kept,
            Steps = nest.Steps.Select(step => IndexMap.Map(step, collapse.Rewrite)).ToEquatableArray()
        };
    }

    private static bool IsScatter(LoopNestBody nest)
        => nest.Phases.SelectMany(phase => phase.Stores).Any(store => store.Scatter is not null);

    /// <summary>Joins axes from <paramref name="first"/> on; those below <paramref name="droppable"/> go where they are 1.</summary>
    private void MergeAxes(int first, int end, int droppable)
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

    private AffineIndex Rewrite(AffineIndex index)
        => index with { Coefficients = _axes.Select(axis => index.Coefficients[axis.Last]).ToEquatableArray() };
}
