using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Partitions the graph into fusion groups: in topological order a node joins its producer's group if their iteration spaces match and no
/// cycle of groups arises; otherwise it opens a group of its own. Movement and host scalars need no kernel: they become index arithmetic
/// and arguments of the kernels that use them.
/// </summary>
internal sealed class Fuse
{
    /// <summary>What a node wants of a group that walks its space: a place; a reduction wants rows of so many axes.</summary>
    private const int Place = -1;

    private readonly Graph _graph;
    private readonly HashSet<int> _host;
    private readonly HashSet<int> _materialized;
    private readonly Dictionary<int, NonOverlappingFold> _nonOverlappingFolds;
    private readonly IReadOnlyDictionary<int, PieceUpdate> _pieceUpdates;

    /// <summary>The elementwise producers of non-overlapping folds, which are computed in the fold's group.</summary>
    private readonly HashSet<int> _foldProducers;

    /// <summary>Transposes that a matmul's kernel performs when it stores its result.</summary>
    private readonly HashSet<int> _storedTransposed = [];

    /// <summary>The number of uses of each value, graph outputs included.</summary>
    private readonly int[] _useCounts;
    private readonly GroupedNodes _groups;
    private readonly DeferredNodes _deferred;
    private readonly GroupAlignment _alignment;

    /// <summary>The consumers whose deferred operands are being placed.</summary>
    private readonly Stack<FusionGroupBuilder> _pendingConsumers = new();

    private Fuse(Graph graph)
    {
        _graph = graph;
        _host = HostValues.Find(graph);
        _materialized = MaterializedNodes.Find(graph);
        _pieceUpdates = PieceUpdate.FindAll(graph);
        _nonOverlappingFolds = NonOverlappingFold.FindAll(graph, _host);
        _foldProducers = new(_nonOverlappingFolds.Values.SelectMany(fold => fold.Producers).Select(node => node.Id));
        _useCounts = UseCounts(graph);
        _groups = new(graph);
        _deferred = new(graph, _groups, _host);
        _alignment = new(graph, _groups, _deferred, _storedTransposed);
    }

    /// <summary>The groups in topological order.</summary>
    public static EquatableArray<FusionGroup> Run(Graph graph)
    {
        var fuse = new Fuse(graph);
        foreach (var node in graph.Nodes) fuse.Visit(node);
        foreach (var id in fuse._deferred.Ordered()) fuse.PlaceDeferred(graph[id]);
        var stored = fuse._groups.Stored();
        new EpilogueSinking(graph, fuse._groups, fuse._host, stored).Run();
        return fuse._groups.Ordered(stored);
    }

    private static int[] UseCounts(Graph graph)
    {
        var counts = new int[graph.Nodes.Count];
        foreach (var id in graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs.Select(output => output.Node))) counts[id]++;
        return counts;
    }

    private void Visit(Node node)
    {
        if (node.Kind == OpKind.Item) Join(node, _groups.Open(GroupKind.HostRead, node.Type.Shape));
        if (_host.Contains(node.Id) || _foldProducers.Contains(node.Id)) return;
        if (IsStoredTransposed(node))
        {
            _storedTransposed.Add(node.Id);
            Join(node, _groups.Of(node.Inputs[0])!);
        }
        else if (_materialized.Contains(node.Id)) Join(node, GroupOfCopy(node));
        else if (node.Class == OpClass.Elementwise && _deferred.TryAdd(node)) return;
        else if (GroupFor(node) is { } group) Join(node, group);
    }

    /// <summary>The group that a node joins; null for what becomes index arithmetic or an argument.</summary>
    private FusionGroupBuilder? GroupFor(Node node) => node.Class switch
    {
        OpClass.Elementwise => Walk(node),
        OpClass.Reduction => GroupOfReduction(node),
        OpClass.Contraction => _groups.Open(GroupKind.Contraction, node.Type.Shape),
        OpClass.Control => _groups.Open(GroupKind.Control, node.Type.Shape),
        OpClass.Part => _groups.Of(node.Inputs[0])!,
        OpClass.Movement when node.Kind == OpKind.Reshape =>
            FindGroup(node, group => _groups.ComesFrom(node.Inputs[0], group) && _alignment.IsAligned(node, group)),
        _ => null,
    };

    private FusionGroupBuilder GroupOfReduction(Node node) => node.Kind switch
    {
        OpKind.ScatterAdd => _groups.Open(GroupKind.Scatter, node.Type.Shape),
        OpKind.Fold when _nonOverlappingFolds.TryGetValue(node.Id, out var fold) => GroupOfProducers(fold),
        OpKind.Fold => _groups.Open(GroupKind.Column, node.Type.Shape),
        _ => Reduction(node),
    };

    /// <summary>A group of what computes the windows of a fold, which the fold joins.</summary>
    private FusionGroupBuilder GroupOfProducers(NonOverlappingFold fold)
    {
        var group = _groups.Open(GroupKind.NonOverlappingFold, fold.Fold.Type.Shape);
        foreach (var producer in fold.Producers) Join(producer, group);
        return group;
    }

    private FusionGroupBuilder GroupOfCopy(Node node)
    {
        var pieces = _pieceUpdates.TryGetValue(node.Id, out var update) ? GroupOfPiece(node, update.Value) : FindPieceGroup(node);
        if (pieces is not null) pieces.WritesConcat = true;
        return pieces ?? _groups.Open(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>
    /// The first group that accepts the node without creating a cycle: the groups of its operands first, the latest of them first, since it
    /// depends on the others anyway; then other map and row groups, since one loop nest is cheaper than two.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="takes">Whether a group has the form for it, if there is no cycle.</param>
    /// <param name="others">The first of the others that is free, given which groups are, and whether the node needs that of
    /// another.</param>
    private FusionGroupBuilder? FindGroup(
        Node node, Func<FusionGroupBuilder, bool> takes,
        Func<Predicate<FusionGroupBuilder>, Func<int, bool>, FusionGroupBuilder?>? others = null)
    {
        var needed = _groups.Producers(node);
        needed.Sort((left, right) => (HasOnlyComparisons(left), -left.Number).CompareTo((HasOnlyComparisons(right), -right.Number)));
        Behind? behind = null;
        return needed.Find(IsFree)
            ?? others?.Invoke(IsFree, id => _groups.Of(id) is { } group && (needed.Contains(group) || IsBehind(group)));

        bool IsFree(FusionGroupBuilder group)
            => group.Members.Count < FusionGroupBuilder.MaxMembers && group.Takes(_alignment.TypesOf(node)) && takes(group)
                && ((needed.Count == 1 && needed[0] == group) || !IsBehind(group));

        bool IsBehind(FusionGroupBuilder group)
            => (behind ??= new(_groups.Order, needed.Select(other => other.Number))).Contains(group.Number);
    }

    /// <summary>The group that an elementwise node joins.</summary>
    private FusionGroupBuilder Walk(Node node)
    {
        var placed = _groups.Placed(node.Type.Shape);
        return FindGroup(node, group => _alignment.IsAligned(node, group), (isFree, needs) => placed.First(node.Id, Place, needs, isFree))
            ?? _groups.Open(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>The group that a reduction joins: of trailing axes one of rows.</summary>
    private FusionGroupBuilder Reduction(Node node)
    {
        var (space, axes) = (_graph[node.Inputs[0]].Type.Shape, node.Reduction.Axes);
        var kept = space.Rank - axes.Count;
        if (!axes.All(axis => axis >= kept)) return _groups.Open(GroupKind.Column, node.Type.Shape);
        var placed = _groups.Placed(space);
        var row = FindGroup(node, group => _alignment.CanReduce(node, group),
            (isFree, needs) => placed.First(node.Id, kept, needs, isFree)) ?? _groups.Open(GroupKind.Map, space);
        row.TryBecomeRow(axes);
        foreach (var shape in row.PlacedShapes) _groups.Placed(shape).Add(row);
        return row;
    }

    /// <summary>Whether a group consists of comparisons alone, which each consumer recomputes.</summary>
    private bool HasOnlyComparisons(FusionGroupBuilder group) => group.Members.All(id => _graph[id].Type.Element == ElementType.Bool);

    /// <summary>
    /// The group that computes all operands of a concatenation and so can write each to its slice of the result; null if there is none.
    /// </summary>
    private FusionGroupBuilder? FindPieceGroup(Node node)
    {
        var pieces = node.Inputs.Select(id => _graph[id]).ToList();
        if (node.Kind != OpKind.Concat || !pieces.TrueForAll(piece => piece.Type == pieces[0].Type && IsComputed(piece))) return null;
        foreach (var piece in pieces) PlaceDeferred(piece);
        return FindGroup(node, group =>
            group.Kind == GroupKind.Map && group.Space == pieces[0].Type.Shape && pieces.All(piece => _groups.IsMember(piece, group)));
    }

    /// <summary>Whether a kernel computes an elementwise operation.</summary>
    private bool IsComputed(Node node) => node.Class == OpClass.Elementwise && !_host.Contains(node.Id);

    /// <summary>The group that writes the one piece of a parameter that changes: that which computes it, or one of its own.</summary>
    private FusionGroupBuilder GroupOfPiece(Node node, Node piece)
    {
        if (IsComputed(piece)) PlaceDeferred(piece);
        return FindGroup(node, group => group.Kind == GroupKind.Map && group.Space == piece.Type.Shape && _groups.IsMember(piece, group))
            ?? _groups.Open(GroupKind.Map, piece.Type.Shape);
    }

    /// <summary>
    /// Whether the transpose is the only use of a matmul and keeps the last axis in place, as when attention heads are joined: then the
    /// kernel stores the result transposed, and its consumers read a matrix.
    /// </summary>
    private bool IsStoredTransposed(Node node)
        => node.Kind == OpKind.Transpose && node.Axes[node.Type.Rank - 1] == node.Type.Rank - 1
            && _groups.Of(node.Inputs[0]) is { Kind: GroupKind.Contraction }
            && !_storedTransposed.Contains(node.Inputs[0]) && _useCounts[node.Inputs[0]] == 1;

    private void Join(Node node, FusionGroupBuilder group)
    {
        group.TakeTypes(_alignment.TypesOf(node));
        PlaceDeferredOperands(node, group);
        _groups.Add(node, group);
    }

    /// <summary>
    /// Places the deferred nodes that a consumer needs. Those that do not join its group come first, since their deferred producers must
    /// not end up in the consumer's group, which depends on them.
    /// </summary>
    private void PlaceDeferredOperands(Node consumer, FusionGroupBuilder group)
    {
        if (_deferred.IsEmpty) return;
        var operands = new DeferredOperands(_graph, _deferred, _alignment, group);
        operands.Collect(consumer);
        _pendingConsumers.Push(group);
        foreach (var id in operands.Separate) PlaceDeferred(_graph[id]);
        _pendingConsumers.Pop();
        foreach (var id in operands.Fused.Where(_deferred.Remove)) Join(_graph[id], group);
    }

    /// <summary>
    /// Places a deferred node that joined no consumer: with a group of its shape, unless that group depends on a pending consumer.
    /// </summary>
    private void PlaceDeferred(Node node)
    {
        if (!_deferred.Remove(node.Id)) return;
        Join(node, _pendingConsumers.Count == 0 ? Walk(node) : WalkBefore(node));
    }

    /// <summary>The group that a waiting node joins which others need at once: none that needs these first.</summary>
    private FusionGroupBuilder WalkBefore(Node node)
    {
        var placed = _groups.Placed(node.Type.Shape);
        return FindGroup(node,
            group => _alignment.IsAligned(node, group) && !_pendingConsumers.Contains(group) && !IsDependencyOfPending(group),
            (isFree, _) => placed.First(isFree)) ?? _groups.Open(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>Whether a group depends on a pending consumer.</summary>
    private bool IsDependencyOfPending(FusionGroupBuilder group)
    {
        var behind = new Behind(_groups.Order, [group.Number]);
        return _pendingConsumers.Any(consumer => behind.Contains(consumer.Number));
    }
}
