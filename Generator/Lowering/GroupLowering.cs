using ModelGen.Generator.Fusion;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Indexing;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Lowers a fusion group to a kernel body. Loads and stores still name nodes of the graph; <see cref="KernelBinding"/> makes them
/// arguments.
/// </summary>
/// <param name="graph">The graph that was parted.</param>
/// <param name="group">The group.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="triangles">The values above diagonals.</param>
/// <param name="pieceUpdates">The updates that write a piece of a parameter alone.</param>
/// <param name="isStored">Whether a node's value is in memory when this group runs.</param>
internal sealed class GroupLowering(Graph graph, FusionGroup group, HashSet<int> host, TriangleAnalysis triangles,
    IReadOnlyDictionary<int, PieceUpdate> pieceUpdates, Func<Node, bool> isStored)
{
    private readonly Dictionary<int, int> _registers = [];
    private readonly IReadOnlyDictionary<int, int> _exponentials = ErrorFunctions.FindExponentials(graph, group.Members);

    public static KernelBody Lower(Graph graph, FusionGroup group, HashSet<int> host, TriangleAnalysis triangles,
        IReadOnlyDictionary<int, PieceUpdate> pieceUpdates, Func<Node, bool> isStored)
        => new GroupLowering(graph, group, host, triangles, pieceUpdates, isStored).Body();

    private KernelBody Body() => group.Kind switch
    {
        GroupKind.Map => new LoopNestBody(LoopNestKind.Map, group.Space, 0,
            [StorePhase(group.Space.Rank, perRow: false, Stores, node => Identity(node.Type.Shape))]),
        GroupKind.NonOverlappingFold => LowerNonOverlappingFold(),
        GroupKind.Row => LowerRow(),
        GroupKind.Column => LowerColumn(),
        GroupKind.Scatter => LowerScatter(),
        _ => LowerContraction(),
    };

    private IEnumerable<Node> Stores => group.Stores.Select(id => graph[id]).Where(node => node.Type.Element != ElementType.Bool);

    private IEnumerable<Node> Members(OpClass @class)
        => group.Members.Select(id => graph[id]).Where(node => node.Kind.Row().Class == @class);

    private LoopNestBody LowerNonOverlappingFold()
    {
        var (space, indices) = NonOverlappingFold.SplitSpace(Members(OpClass.Reduction).Single());
        return new(LoopNestKind.Map, space, 0, [StorePhase(space.Rank, perRow: false, Stores, _ => indices)]);
    }

    /// <summary>
    /// The reductions by the number of others that each waits for; then what has an element a place, once all is reduced that it needs;
    /// last, once a row, what has an element a row.
    /// </summary>
    private LoopNestBody LowerRow()
    {
        var rank = group.Space.Rank;
        var level = ReductionLevels();
        var byRow = Stores.ToLookup(node => node.Type.Shape != group.Space || node.Kind.Row().Class == OpClass.Reduction);
        var phases = new List<Phase>();
        var last = level.Values.Append(0).Max();
        for (var step = 0; step <= last; step++)
        {
            var reductions = Members(OpClass.Reduction).Where(node => level[node.Id] == step + 1).ToList();
            var stores = byRow[false].Where(node => level[node.Id] == step).ToList();
            if (reductions.Count + stores.Count > 0) phases.Add(WalkPhase(rank, reductions, stores));
            foreach (var node in reductions) _registers.Add(node.Id, _registers.Count);
        }

        if (byRow[true].Any()) phases.Add(StorePhase(rank, perRow: true, byRow[true], node => RowIndices(node.Type.Shape)));
        return new(LoopNestKind.Row, group.Space, group.RowRank, phases.ToEquatableArray());

        Phase WalkPhase(int rank, List<Node> reductions, List<Node> stores)
        {
            var first = _registers.Count;
            var lowering = Lowering(rank);
            var values = reductions.Select(node => lowering.Lower(graph[node.Inputs[0]], Identity(group.Space))).ToList();
            var written = stores.Select(node => lowering.Lower(node, Identity(group.Space))).ToList();
            var isToRow = CanStopAtDiagonal(reductions, stores);
            return new(
                false,
                lowering.Build([.. values, .. written]),
                reductions.Select((node, index) => new KernelReduction(node.Kind, values[index], first + index)).ToEquatableArray(),
                stores.Select((node, index) =>
                    new Store(node.Id, Linear(node, Identity(group.Space), rank), written[index],
                        BeyondDiagonal: isToRow ? triangles.ValueAboveDiagonal(node) : null)).ToEquatableArray(),
                isToRow);
        }
    }

    /// <summary>Whether all that a phase takes and stores is known above the diagonal, where it would change no reduction.</summary>
    private bool CanStopAtDiagonal(IReadOnlyList<Node> reductions, IReadOnlyList<Node> stores)
    {
        var row = group.Space.Rank - 2;
        return row >= 0 && group.RowRank == row + 1 && !group.Space[row].IsOne
            && stores.All(node => triangles.ValueAboveDiagonal(node) is not null)
            && reductions.All(node =>
                triangles.ValueAboveDiagonal(graph[node.Inputs[0]]) is { } taken
                    && (node.Kind == OpKind.ReduceSum
                        ? taken == 0
                        : node.Kind == OpKind.ReduceMaximum && double.IsNegativeInfinity(taken)));
    }

    /// <summary>For each member the number of phases that must complete before its value is available.</summary>
    private Dictionary<int, int> ReductionLevels()
    {
        var level = new Dictionary<int, int>();
        foreach (var id in group.Members)
        {
            var operands = Reached(graph[id]).Select(operand => level[operand.Id]).Append(0).Max();
            level[id] = operands + (graph[id].Kind.Row().Class == OpClass.Reduction ? 1 : 0);
        }

        return level;

        // Members are used directly; a comparison of another group is recomputed at its use.
        IEnumerable<Node> Reached(Node node)
            => BackwardSlice.From(graph.Nodes, node.Inputs, input => !level.ContainsKey(input.Id) && !isStored(input))
                .Where(input => level.ContainsKey(input.Id));
    }

    private LoopNestBody LowerColumn()
    {
        var reduction = Members(OpClass.Reduction).Single();
        var operand = graph[reduction.Inputs[0]];
        var form = ColumnForm.FromReduction(reduction, operand.Type.Shape);
        var space = Shape.Of(form.Kept.Dims.Concat(form.Inner.Dims));
        var lowering = Lowering(space.Rank);
        var value = lowering.LowerWithin(operand, form.Operand, form.Within);
        var kind = reduction.Kind == OpKind.Fold ? OpKind.ReduceSum : reduction.Kind;
        var phase = new Phase(false, lowering.Build(value), [new KernelReduction(kind, value, 0)], []);
        _registers.Add(reduction.Id, 0);
        var end = StorePhase(space.Rank, perRow: true, Stores, _ => form.Result);
        return new(IsContiguousAlongReduction(phase, space, form.Kept.Rank) ? LoopNestKind.Row : LoopNestKind.Column, space, form.Kept.Rank,
            [phase, end]);
    }

    /// <summary>
    /// Whether the reduced axis, and not a kept one, is contiguous in memory and long enough for vector loads.
    /// </summary>
    private static bool IsContiguousAlongReduction(Phase phase, Shape space, int kept)
    {
        const int longEnough = 16;
        if (Last(kept, space.Rank) is not { } inner || space[inner].Constant < longEnough) return false;
        var loads = phase.Program.Instructions.OfType<LoadInstruction>().ToList();
        return loads.Any(load => load.Index.Coefficients[inner].IsOne)
            && (Last(0, kept) is not { } lane || loads.All(load => !load.Index.Coefficients[lane].IsOne));

        int? Last(int first, int end)
            => Enumerable.Range(first, end - first).Reverse().Where(axis => !space[axis].IsOne).Select(axis => (int?)axis).FirstOrDefault();
    }

    /// <summary>Each owner of columns walks all indices in their order, so that sums do not depend on how many owners there are.</summary>
    private LoopNestBody LowerScatter()
    {
        var scatter = Members(OpClass.Reduction).Single();
        var (updates, indices) = (graph[scatter.Inputs[0]], graph[scatter.Inputs[1]]);
        var kept = scatter.Type.Rank - 1;
        var space = Shape.Of(scatter.Type.Shape.Dims.Skip(1).Concat(indices.Type.Shape.Dims));
        var identity = Identity(space);
        var lowering = Lowering(space.Rank);
        var row = lowering.Lower(indices, identity.Skip(kept).ToList());
        var value = lowering.Lower(updates, [.. identity.Skip(kept), .. identity.Take(kept)]);
        var index = Linear(scatter, [AffineIndex.Zero(space.Rank), .. identity.Take(kept)], space.Rank);
        var store = new Store(scatter.Id, index, value, new(row, scatter.Scatter.Rows, scatter.Type.Shape.Strides()[0]),
            scatter.Scatter.IsCompensated);
        return new(LoopNestKind.Column, space, kept, [new Phase(false, lowering.Build(value, row), [], [store])]);
    }

    private ContractionBody LowerContraction()
    {
        var product = Members(OpClass.Contraction).Single();
        var (left, layouts) = (graph[product.Inputs[0]], new LayoutAnalysis(graph, isStored));
        _registers.Add(product.Id, 0);
        return new(
            group.Space,
            left.Type.Shape[left.Type.Rank - (product.Product.TransposeA ? 2 : 1)],
            layouts.Access(product, 0),
            layouts.Access(product, 1),
            StorePhase(group.Space.Rank, perRow: false, Stores, StoreIndices),
            triangles.ForProduct(product));

        // A transposed store uses the axes of the matmul.
        IReadOnlyList<AffineIndex> StoreIndices(Node node)
            => node.Kind == OpKind.Transpose
                ? [.. node.Axes.Select(axis => AffineIndex.Axis(axis, group.Space.Rank))]
                : Identity(node.Type.Shape);
    }

    private Phase StorePhase(int rank, bool perRow, IEnumerable<Node> nodes, Func<Node, IReadOnlyList<AffineIndex>> indicesOf)
    {
        var stored = nodes.SelectMany(node =>
            pieceUpdates.TryGetValue(node.Id, out var update) ? [Piece(node, update, indicesOf)]
                : WritesPiecewise(node) ? Pieces(node, indicesOf) : [(Node: node, Value: node, At: indicesOf(node))])
            .ToList();
        var lowering = Lowering(rank);
        var values = stored.Select(store => lowering.Lower(store.Value, indicesOf(store.Value))).ToArray();
        var stores = stored.Select((store, index) => new Store(store.Node.Id, Linear(store.Node, store.At, rank), values[index]));
        return new(perRow, lowering.Build(values), [], stores.ToEquatableArray());
    }

    /// <summary>Whether the operands of a concatenation are computed in this group and each is stored to its slice.</summary>
    private bool WritesPiecewise(Node node) => node.Kind == OpKind.Concat && node.Inputs.All(group.Members.Contains);

    private IEnumerable<(Node Node, Node Value, IReadOnlyList<AffineIndex> At)> Pieces(Node node,
        Func<Node, IReadOnlyList<AffineIndex>> indicesOf)
    {
        var (axis, start) = (node.Axis, Dim.Zero);
        foreach (var piece in node.Inputs.Select(id => graph[id]))
        {
            yield return (node, piece, [.. indicesOf(piece).Select((index, other) => other == axis ? index.Plus(start) : index)]);
            start += piece.Type.Shape[axis];
        }
    }

    private static (Node Node, Node Value, IReadOnlyList<AffineIndex> At) Piece(
        Node node, PieceUpdate update, Func<Node, IReadOnlyList<AffineIndex>> indicesOf)
        => (node, update.Value, [.. indicesOf(update.Value).Select((index, axis) => index.Plus(update.Start[axis]))]);

    private ScalarLowering Lowering(int rank)
        => new(graph, rank, host, isStored, new Dictionary<int, int>(_registers), _exponentials,
            group.Kind == GroupKind.NonOverlappingFold ? Members(OpClass.Reduction).Single().Id : null);

    private static AffineIndex Linear(Node node, IReadOnlyList<AffineIndex> at, int rank) => AffineIndex.Linear(node.Type.Shape, at, rank);

    private static List<AffineIndex> Identity(Shape shape) => AffineIndex.Identity(shape.Rank);

    /// <summary>The indices of a value with one element per row, with or without the reduced axes as axes of size 1.</summary>
    private List<AffineIndex> RowIndices(Shape shape)
    {
        var rank = group.Space.Rank;
        return Enumerable.Range(0, shape.Rank).Select(axis => axis < group.RowRank ? AffineIndex.Axis(axis, rank) : AffineIndex.Zero(rank))
            .ToList();
    }
}
