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
        => group.Members.Select(id => graph[id]).Where(node => node.Class == @class);

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
        var byRow = Stores.ToLookup(node => node.Type.Shape != group.Space || node.Class == OpClass.Reduction);
        var phases = WalkPhases(byRow[false].ToList());
        if (byRow[true].Any())
            phases.Add(StorePhase(group.Space.Rank, perRow: true, byRow[true], node => RowIndices(node.Type.Shape)));
        return new(LoopNestKind.Row, group.Space, group.RowRank, phases.ToEquatableArray());
    }

    /// <summary>The phases that walk all elements, in order.</summary>
    /// <param name="stores">What has an element a place.</param>
    private List<Phase> WalkPhases(List<Node> stores)
    {
        var (phases, level) = (new List<Phase>(), ReductionLevels());
        var reductions = Members(OpClass.Reduction).ToLookup(node => level[node.Id] - 1);
        var written = stores.ToLookup(node => level[node.Id]);
        var last = level.Values.Append(0).Max();
        for (var step = 0; step <= last; step++)
        {
            if (reductions.Contains(step) || written.Contains(step)) phases.Add(WalkPhase([.. reductions[step]], [.. written[step]]));
            foreach (var node in reductions[step]) _registers.Add(node.Id, _registers.Count);
        }

        return phases;
    }

    private Phase WalkPhase(List<Node> reductions, List<Node> stores)
    {
        var (rank, identity) = (group.Space.Rank, Identity(group.Space));
        var lowering = Lowering(rank);
        var reduced = reductions.Select(node => lowering.Lower(graph[node.Inputs[0]], identity)).ToList();
        var written = stores.Select(node => lowering.Lower(node, identity)).ToList();
        var isToRow = CanStopAtDiagonal(reductions, stores);
        return new(
            false,
            lowering.Build([.. reduced, .. written]),
            reductions.Select((node, index) => new KernelReduction(node.Kind, reduced[index], _registers.Count + index)).ToEquatableArray(),
            stores.Select((node, index) => StoreOf(node, identity, written[index], isToRow)).ToEquatableArray(),
            isToRow);
    }

    private Store StoreOf(Node node, List<AffineIndex> at, int value, bool isToRow)
        => new(node.Id, Linear(node, at, group.Space.Rank), value,
            BeyondDiagonal: isToRow ? triangles.ValueAboveDiagonal(node) : null);

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
            var operands = ReadMembers(graph[id], level).Select(operand => level[operand.Id]).Append(0).Max();
            level[id] = operands + (graph[id].Class == OpClass.Reduction ? 1 : 0);
        }

        return level;
    }

    /// <summary>
    /// The members that a node reads: directly, for they come before it; a comparison of another group is recomputed at its use.
    /// </summary>
    private IEnumerable<Node> ReadMembers(Node node, Dictionary<int, int> members)
        => BackwardSlice.From(graph.Nodes, node.Inputs, input => !members.ContainsKey(input.Id) && !isStored(input))
            .Where(input => members.ContainsKey(input.Id));

    private LoopNestBody LowerColumn()
    {
        var reduction = Members(OpClass.Reduction).Single();
        var form = ColumnForm.FromReduction(reduction, graph[reduction.Inputs[0]].Type.Shape);
        var (space, kept) = (Shape.Of(form.Kept.Dims.Concat(form.Inner.Dims)), form.Kept.Rank);
        var walk = ColumnPhase(reduction, form, space.Rank);
        _registers.Add(reduction.Id, 0);
        var end = StorePhase(space.Rank, perRow: true, Stores, _ => form.Result);
        return new(IsContiguousAlongReduction(walk, space, kept) ? LoopNestKind.Row : LoopNestKind.Column, space, kept, [walk, end]);
    }

    private Phase ColumnPhase(Node reduction, ColumnForm form, int rank)
    {
        var lowering = Lowering(rank);
        var value = lowering.LowerWithin(graph[reduction.Inputs[0]], form.Operand, form.Within);
        var kind = reduction.Kind == OpKind.Fold ? OpKind.ReduceSum : reduction.Kind;
        return new(false, lowering.Build(value), [new KernelReduction(kind, value, 0)], []);
    }

    /// <summary>
    /// Whether the reduced axis, and not a kept one, is contiguous in memory and long enough for vector loads.
    /// </summary>
    private static bool IsContiguousAlongReduction(Phase phase, Shape space, int kept)
    {
        const int longEnough = 16;
        if (LastAxis(space, kept, space.Rank) is not { } inner || space[inner].Constant < longEnough) return false;
        var loads = phase.Program.Instructions.OfType<LoadInstruction>().ToList();
        return loads.Any(load => load.Index.Coefficients[inner].IsOne)
            && (LastAxis(space, 0, kept) is not { } lane || loads.All(load => !load.Index.Coefficients[lane].IsOne));
    }

    /// <summary>The last axis of a range that is not 1; null where all are.</summary>
    private static int? LastAxis(Shape space, int first, int end)
        => Enumerable.Range(first, end - first).Reverse().Where(axis => !space[axis].IsOne).Select(axis => (int?)axis).FirstOrDefault();

    /// <summary>Each owner of columns walks all indices in their order, so that sums do not depend on how many owners there are.</summary>
    private LoopNestBody LowerScatter()
    {
        var scatter = Members(OpClass.Reduction).Single();
        var kept = scatter.Type.Rank - 1;
        var space = Shape.Of(scatter.Type.Shape.Dims.Skip(1).Concat(graph[scatter.Inputs[1]].Type.Shape.Dims));
        var (columns, updates) = (Identity(space).Take(kept).ToList(), Identity(space).Skip(kept).ToList());
        return new(LoopNestKind.Column, space, kept, [ScatterPhase(scatter, columns, updates)]);
    }

    private Phase ScatterPhase(Node scatter, List<AffineIndex> columns, List<AffineIndex> updates)
    {
        var rank = columns.Count + updates.Count;
        var lowering = Lowering(rank);
        var row = lowering.Lower(graph[scatter.Inputs[1]], updates);
        var value = lowering.Lower(graph[scatter.Inputs[0]], [.. updates, .. columns]);
        var at = Linear(scatter, [AffineIndex.Zero(rank), .. columns], rank);
        var rows = new IndexedRows(row, scatter.Scatter.Rows, scatter.Type.Shape.Strides()[0]);
        var store = new Store(scatter.Id, at, value, rows, scatter.Scatter.IsCompensated);
        return new(false, lowering.Build(value, row), [], [store]);
    }

    private ContractionBody LowerContraction()
    {
        var product = Members(OpClass.Contraction).Single();
        var (left, layouts) = (graph[product.Inputs[0]].Type.Shape, new LayoutAnalysis(graph, isStored));
        _registers.Add(product.Id, 0);
        return new(
            group.Space,
            left[left.Rank - (product.Product.TransposeA ? 2 : 1)],
            layouts.Access(product, 0),
            layouts.Access(product, 1),
            StorePhase(group.Space.Rank, perRow: false, Stores, ProductIndices),
            triangles.ForProduct(product));
    }

    /// <summary>The indices of what a product stores; a transposed store uses the axes of the product.</summary>
    private IReadOnlyList<AffineIndex> ProductIndices(Node node)
        => node.Kind == OpKind.Transpose
            ? [.. node.Axes.Select(axis => AffineIndex.Axis(axis, group.Space.Rank))]
            : Identity(node.Type.Shape);

    private Phase StorePhase(int rank, bool perRow, IEnumerable<Node> nodes, Func<Node, IReadOnlyList<AffineIndex>> indicesOf)
    {
        var stored = nodes.SelectMany(node => Written(node, indicesOf)).ToList();
        var lowering = Lowering(rank);
        var values = stored.Select(store => lowering.Lower(store.Value, indicesOf(store.Value))).ToArray();
        var stores = stored.Select((store, index) => new Store(store.Node.Id, Linear(store.Node, store.At, rank), values[index]));
        return new(perRow, lowering.Build(values), [], stores.ToEquatableArray());
    }

    /// <summary>The values of which a stored one consists, and where they go.</summary>
    private IEnumerable<(Node Node, Node Value, IReadOnlyList<AffineIndex> At)> Written(Node node,
        Func<Node, IReadOnlyList<AffineIndex>> indicesOf)
    {
        if (pieceUpdates.TryGetValue(node.Id, out var update)) return [Piece(node, update, indicesOf)];
        return WritesPiecewise(node) ? Pieces(node, indicesOf) : [(node, node, indicesOf(node))];
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
