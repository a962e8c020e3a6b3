using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Kernels;

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
        ContractionBody contraction => Contraction(contraction),
        _ => body,
    };

    private static WalkBody Walk(WalkBody walk)
    {
        var collapse = new CollapseAxes(walk.Space, walk.Phases.SelectMany(Indices));

        // Who scatters owns columns, of which there is one at least.
        var isScatter = walk.Phases.SelectMany(phase => phase.Stores).Any(store => store.Scatter is not null);
        collapse.Segment(0, walk.Kept, droppable: isScatter ? 0 : walk.Kept);
        var kept = collapse._axes.Count;
        collapse.Segment(walk.Kept, walk.Space.Rank, droppable: walk.Space.Rank);
        return walk with { Space = collapse.NewSpace(), Kept = kept, Steps = walk.Steps.Select(collapse.Rewritten).ToEquatableArray() };
    }

    /// <summary>Batches join the rows where the right operand is the same for all of them.</summary>
    private static ContractionBody Contraction(ContractionBody body)
    {
        var rank = body.Space.Rank;
        var left = body.Left.Start.Plus(AffineIndex.Axis(rank - 2, rank).Times(body.Left.RowStride));
        var right = body.Right.Start.Plus(AffineIndex.Axis(rank - 1, rank).Times(body.Right.ColumnStride));
        var collapse = new CollapseAxes(body.Space, Indices(body.Epilogue).Concat([left, right]));
        collapse.Segment(0, rank - 1, droppable: rank - 2);
        collapse.Segment(rank - 1, rank, droppable: 0);
        return body with
        {
            Space = collapse.NewSpace(),
            Left = body.Left with { Start = collapse.Batch(body.Left.Start) },
            Right = body.Right with { Start = collapse.Batch(body.Right.Start) },
            Epilogue = collapse.Rewritten(body.Epilogue),
        };
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
        => Shape.Of(_axes.Select(axis => Enumerable.Range(axis.First, axis.Last - axis.First + 1).Aggregate(Dim.One, (size, old) => size * _space[old])));

    private AffineIndex Rewritten(AffineIndex index) => index with { Coefficients = _axes.Select(axis => index.Coefficients[axis.Last]).ToEquatableArray() };

    /// <summary>The start of a matrix does not move with its rows: they have a stride of their own.</summary>
    private AffineIndex Batch(AffineIndex start)
    {
        var result = Rewritten(start);
        return result with { Coefficients = result.Coefficients.Take(_axes.Count - 2).Concat([Dim.Zero, Dim.Zero]).ToEquatableArray() };
    }

    private Bounds Rewritten(Bounds bounds) => bounds with { Index = Rewritten(bounds.Index) };

    private Phase Rewritten(Phase phase) => phase with
    {
        Program = phase.Program with { Instructions = phase.Program.Instructions.Select(Rewritten).ToEquatableArray() },
        Stores = phase.Stores.Select(store => store with { Index = Rewritten(store.Index) }).ToEquatableArray(),
    };

    private ScalarInstruction Rewritten(ScalarInstruction instruction) => instruction switch
    {
        ReadInstruction load => load with { Index = Rewritten(load.Index), Within = load.Within.Select(Rewritten).ToEquatableArray() },
        IndexInstruction index => new IndexInstruction(Rewritten(index.Index)),
        RandomInstruction random => random with { Index = Rewritten(random.Index) },
        BoundsInstruction bounds => new BoundsInstruction(Rewritten(bounds.Bounds)),
        _ => instruction,
    };

    private static IEnumerable<AffineIndex> Indices(Phase phase)
        => phase.Program.Instructions.SelectMany(Indices).Concat(phase.Stores.Select(store => store.Index));

    private static IEnumerable<AffineIndex> Indices(ScalarInstruction instruction) => instruction switch
    {
        ReadInstruction load => load.Within.Select(bounds => bounds.Index).Prepend(load.Index),
        IndexInstruction index => [index.Index],
        RandomInstruction random => [random.Index],
        BoundsInstruction bounds => [bounds.Bounds.Index],
        _ => [],
    };
}
