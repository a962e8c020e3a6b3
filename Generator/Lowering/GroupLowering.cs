using ModelGen.Generator.Fusion;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Indexing;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// Turns a fusion group into the body of a kernel. Loads and stores still name nodes of the graph; <see cref="KernelBinding"/> makes them
/// arguments.
/// </summary>
/// <param name="graph">The graph that was parted.</param>
/// <param name="group">The group.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
/// <param name="triangles">What lies above diagonals.</param>
/// <param name="isStored">Whether a node's value is in memory when this group runs.</param>
internal sealed class GroupLowering(Graph graph, FusionGroup group, HashSet<int> host, Triangles triangles, Func<Node, bool> isStored)
{
    private readonly Dictionary<int, int> _registers = [];
    private readonly IReadOnlyDictionary<int, int> _exponentials = ErrorFunctions.Exponentials(graph, group.Members);

    public static KernelBody Run(Graph graph, FusionGroup group, HashSet<int> host, Triangles triangles, Func<Node, bool> isStored)
        => new GroupLowering(graph, group, host, triangles, isStored).Body();

    private KernelBody Body() => group.Kind switch
    {
        GroupKind.Map => new WalkBody(WalkKind.Map, group.Space, 0,
            [StorePhase(group.Space.Rank, perRow: false, Stores, node => Everywhere(node.Type.Shape))]),
        GroupKind.Parted => Parted(),
        GroupKind.Row => Row(),
        GroupKind.Column => Column(),
        GroupKind.Scatter => Scatter(),
        _ => Contraction(),
    };

    private IEnumerable<Node> Stores => group.Stores.Select(id => graph[id]).Where(node => node.Type.Element != ElementType.Bool);

    private IEnumerable<Node> Members(OpClass @class)
        => group.Members.Select(id => graph[id]).Where(node => node.Kind.Row().Class == @class);

    private WalkBody Parted()
    {
        var (space, places) = ApartFold.Parted(Members(OpClass.Reduction).Single());
        return new(WalkKind.Map, space, 0, [StorePhase(space.Rank, perRow: false, Stores, _ => places)]);
    }

    /// <summary>
    /// The reductions by the number of others that each waits for; then what has an element a place, once all is reduced that it needs;
    /// last, once a row, what has an element a row.
    /// </summary>
    private WalkBody Row()
    {
        var rank = group.Space.Rank;
        var level = Levels();
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

        if (byRow[true].Any()) phases.Add(StorePhase(rank, perRow: true, byRow[true], node => RowPlace(node.Type.Shape)));
        return new(WalkKind.Row, group.Space, group.Kept, phases.ToEquatableArray());

        Phase WalkPhase(int rank, List<Node> reductions, List<Node> stores)
        {
            var first = _registers.Count;
            var lowering = Lowering(rank);
            var values = reductions.Select(node => lowering.Lower(graph[node.Inputs[0]], Everywhere(group.Space))).ToList();
            var written = stores.Select(node => lowering.Lower(node, Everywhere(group.Space))).ToList();
            var isToRow = IsToRow(reductions, stores);
            return new(
                false,
                lowering.Build([.. values, .. written]),
                reductions.Select((node, index) => new KernelReduction(node.Kind, values[index], first + index)).ToEquatableArray(),
                stores.Select((node, index) =>
                    new Store(node.Id, Linear(node, Everywhere(group.Space), rank), written[index],
                        Beyond: isToRow ? triangles.Beyond(node) : null)).ToEquatableArray(),
                isToRow);
        }
    }

    /// <summary>Whether all that a phase takes and stores is known above the diagonal, where it would change no reduction.</summary>
    private bool IsToRow(IReadOnlyList<Node> reductions, IReadOnlyList<Node> stores)
    {
        var row = group.Space.Rank - 2;
        return row >= 0 && group.Kept == row + 1 && !group.Space[row].IsOne
            && stores.All(node => triangles.Beyond(node) is not null)
            && reductions.All(node =>
                triangles.Beyond(graph[node.Inputs[0]]) is { } taken
                    && (node.Kind == OpKind.ReduceSum
                        ? taken == 0
                        : node.Kind == OpKind.ReduceMaximum && double.IsNegativeInfinity(taken)));
    }

    /// <summary>For each member how many phases must be over before its value can be had.</summary>
    private Dictionary<int, int> Levels()
    {
        var level = new Dictionary<int, int>();
        foreach (var id in group.Members)
        {
            var operands = Reached(graph[id]).Select(operand => level[operand.Id]).Append(0).Max();
            level[id] = operands + (graph[id].Kind.Row().Class == OpClass.Reduction ? 1 : 0);
        }

        return level;

        // Members are read directly, but a comparison of another group is computed again where it is read.
        IEnumerable<Node> Reached(Node node)
            => Ancestors.Of(graph.Nodes, node.Inputs, input => !level.ContainsKey(input.Id) && !isStored(input))
                .Where(input => level.ContainsKey(input.Id));
    }

    private WalkBody Column()
    {
        var reduction = Members(OpClass.Reduction).Single();
        var operand = graph[reduction.Inputs[0]];
        var form = ColumnForm.Of(reduction, operand.Type.Shape);
        var space = Shape.Of(form.Kept.Dims.Concat(form.Inner.Dims));
        var lowering = Lowering(space.Rank);
        var value = lowering.LowerWithin(operand, form.Operand, form.Within);
        var kind = reduction.Kind == OpKind.Fold ? OpKind.ReduceSum : reduction.Kind;
        var walk = new Phase(false, lowering.Build(value), [new KernelReduction(kind, value, 0)], []);
        _registers.Add(reduction.Id, 0);
        var end = StorePhase(space.Rank, perRow: true, Stores, _ => form.Result);
        return new(LiesAlongRows(walk, space, form.Kept.Rank) ? WalkKind.Row : WalkKind.Column, space, form.Kept.Rank, [walk, end]);
    }

    /// <summary>
    /// Whether neighbours in memory follow each other along what is reduced, and not along what is kept, for long enough that vectors of
    /// them are read at once.
    /// </summary>
    private static bool LiesAlongRows(Phase walk, Shape space, int kept)
    {
        const int longEnough = 16;
        if (Last(kept, space.Rank) is not { } inner || space[inner].Constant < longEnough) return false;
        var loads = walk.Program.Instructions.OfType<ReadInstruction>().ToList();
        return loads.Any(load => load.Index.Coefficients[inner].IsOne)
            && (Last(0, kept) is not { } lane || loads.All(load => !load.Index.Coefficients[lane].IsOne));

        int? Last(int first, int end)
            => Enumerable.Range(first, end - first).Reverse().Where(axis => !space[axis].IsOne).Select(axis => (int?)axis).FirstOrDefault();
    }

    /// <summary>Each owner of columns walks all indices in their order, so that sums do not depend on how many owners there are.</summary>
    private WalkBody Scatter()
    {
        var scatter = Members(OpClass.Reduction).Single();
        var (updates, indices) = (graph[scatter.Inputs[0]], graph[scatter.Inputs[1]]);
        var kept = scatter.Type.Rank - 1;
        var space = Shape.Of(scatter.Type.Shape.Dims.Skip(1).Concat(indices.Type.Shape.Dims));
        var places = Everywhere(space);
        var lowering = Lowering(space.Rank);
        var row = lowering.Lower(indices, places.Skip(kept).ToList());
        var value = lowering.Lower(updates, [.. places.Skip(kept), .. places.Take(kept)]);
        var index = Linear(scatter, [AffineIndex.Zero(space.Rank), .. places.Take(kept)], space.Rank);
        var store = new Store(scatter.Id, index, value, new(row, scatter.Arguments.Dims[0], scatter.Type.Shape.Strides()[0]),
            scatter.Arguments.Keep);
        return new(WalkKind.Column, space, kept, [new Phase(false, lowering.Build(value, row), [], [store])]);
    }

    private ContractionBody Contraction()
    {
        var product = Members(OpClass.Contraction).Single();
        var left = graph[product.Inputs[0]];
        _registers.Add(product.Id, 0);
        return new(
            group.Space,
            left.Type.Shape[left.Type.Rank - (product.Arguments.TransposeA ? 2 : 1)],
            Operand(product.Inputs[0], isTermLast: !product.Arguments.TransposeA),
            Operand(product.Inputs[1], isTermLast: product.Arguments.TransposeB),
            StorePhase(group.Space.Rank, perRow: false, Stores, Place),
            triangles.Of(product));

        // What is stored transposed lies where the axes of the product do.
        IReadOnlyList<AffineIndex> Place(Node node)
            => node.Kind == OpKind.Transpose
                ? [.. node.Arguments.Axes.Select(axis => AffineIndex.Axis(axis, group.Space.Rank))]
                : Everywhere(node.Type.Shape);
    }

    private ProductOperand Operand(int id, bool isTermLast)
        => OperandLowering.Run(graph, graph[id], group.Space, isTermLast, isStored)
            ?? throw new InvalidOperationException($"%{id} must be stored before it is an operand of a product");

    private Phase StorePhase(int rank, bool perRow, IEnumerable<Node> nodes, Func<Node, IReadOnlyList<AffineIndex>> place)
    {
        var stored = nodes.SelectMany(node => IsInPieces(node) ? Pieces(node, place) : [(Node: node, Value: node, At: place(node))])
            .ToList();
        var lowering = Lowering(rank);
        var values = stored.Select(store => lowering.Lower(store.Value, place(store.Value))).ToArray();
        var stores = stored.Select((store, index) => new Store(store.Node.Id, Linear(store.Node, store.At, rank), values[index]));
        return new(perRow, lowering.Build(values), [], stores.ToEquatableArray());
    }

    /// <summary>Whether a concatenation is written piece by piece as the pieces are computed.</summary>
    private bool IsInPieces(Node node) => node.Kind == OpKind.Concat && node.Inputs.All(group.Members.Contains);

    private IEnumerable<(Node Node, Node Value, IReadOnlyList<AffineIndex> At)> Pieces(Node node,
        Func<Node, IReadOnlyList<AffineIndex>> place)
    {
        var (axis, start) = (node.Arguments.Axes[0], Dim.Zero);
        foreach (var piece in node.Inputs.Select(id => graph[id]))
        {
            yield return (node, piece, [.. place(piece).Select((index, other) => other == axis ? index.Plus(start) : index)]);
            start += piece.Type.Shape[axis];
        }
    }

    private ScalarLowering Lowering(int rank) => new(graph, rank, host, isStored, new Dictionary<int, int>(_registers), _exponentials);

    private static AffineIndex Linear(Node node, IReadOnlyList<AffineIndex> at, int rank) => AffineIndex.Linear(node.Type.Shape, at, rank);

    private static List<AffineIndex> Everywhere(Shape shape) => AffineIndex.Everywhere(shape.Rank);

    /// <summary>The place of a value that has one element a row, with or without the reduced axes as 1.</summary>
    private List<AffineIndex> RowPlace(Shape shape)
    {
        var rank = group.Space.Rank;
        return Enumerable.Range(0, shape.Rank).Select(axis => axis < group.Kept ? AffineIndex.Axis(axis, rank) : AffineIndex.Zero(rank))
            .ToList();
    }
}
