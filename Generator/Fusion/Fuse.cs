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
    /// <summary>The approximate maximum number of operations in a kernel: larger kernels gain nothing and compile slowly.</summary>
    private const int MaxMembers = 256;

    /// <summary>A longer chain of deferred nodes is cut, and the value at the cut is stored.</summary>
    private const int MaxDeferredDepth = 64;

    /// <summary>What a node wants of a group that walks its space: a place; a reduction wants rows of so many axes.</summary>
    private const int Place = -1;

    private readonly Graph _graph;
    private readonly HashSet<int> _host;
    private readonly HashSet<int> _materialized;
    private readonly Dictionary<int, NonOverlappingFold> _nonOverlappingFolds;
    private readonly IReadOnlyDictionary<int, PieceUpdate> _pieceUpdates;

    /// <summary>The elementwise producers of non-overlapping folds, which are computed in the fold's group.</summary>
    private readonly HashSet<int> _foldProducers;

    /// <summary>For each node what <see cref="KernelTypes"/> tells.</summary>
    private readonly (ElementType From, ElementType To)?[] _types;

    /// <summary>The group of each node; null where it has none yet, or none at all.</summary>
    private readonly FusionGroupBuilder?[] _groupOf;
    private readonly List<FusionGroupBuilder> _groups = [];

    /// <summary>Which groups store what others read.</summary>
    private readonly Precedence _order = new();

    /// <summary>The groups in which values of a shape have a place.</summary>
    private readonly Dictionary<Shape, PlacedGroups> _placed = [];

    /// <summary>Transposes that a matmul's kernel performs when it stores its result.</summary>
    private readonly HashSet<int> _storedTransposed = [];

    /// <summary>The number of uses of each value, graph outputs included.</summary>
    private readonly int[] _useCounts;

    /// <summary>Elementwise nodes over sources alone: they are deferred until their first use and join that group.</summary>
    private readonly HashSet<int> _deferred = [];

    /// <summary>For each node the length of the longest chain of deferred nodes that ends with it.</summary>
    private readonly int[] _deferredDepth;

    /// <summary>For each node the number of the last search that visited it.</summary>
    private readonly int[] _searched;
    private int _search;

    /// <summary>The consumers whose deferred operands are being placed.</summary>
    private readonly Stack<FusionGroupBuilder> _pendingConsumers = new();

    private Fuse(Graph graph)
    {
        _graph = graph;
        _types = [.. graph.Nodes.Select(node => KernelTypes.Find(graph, node))];
        _groupOf = new FusionGroupBuilder?[graph.Nodes.Count];
        _host = HostValues.Find(graph);
        _materialized = Materialize.NodesToCopy(graph);
        _pieceUpdates = PieceUpdate.FindAll(graph);
        _nonOverlappingFolds = NonOverlappingFold.FindAll(graph, _host);
        _foldProducers = new(_nonOverlappingFolds.Values.SelectMany(fold => fold.Producers).Select(node => node.Id));
        (_useCounts, _deferredDepth, _searched) = (new int[graph.Nodes.Count], new int[graph.Nodes.Count], new int[graph.Nodes.Count]);
        foreach (var id in graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs.Select(output => output.Node)))
            _useCounts[id]++;
    }

    /// <summary>The groups in topological order.</summary>
    public static EquatableArray<FusionGroup> Run(Graph graph)
    {
        var fuse = new Fuse(graph);
        foreach (var node in graph.Nodes) fuse.Visit(node);
        foreach (var id in fuse._deferred.OrderBy(id => id).ToList()) fuse.PlaceDeferred(graph[id]);
        var stored = fuse.ComputeStored();
        new EpilogueSinking(graph, fuse._groupOf, fuse._order, fuse._host, stored).Run();
        return fuse._order.Ordered().Select(number => Finished(fuse._groups[number], stored)).ToEquatableArray();
    }

    private static FusionGroup Finished(FusionGroupBuilder draft, bool[] stored)
        => new(draft.Kind, draft.Space, draft.RowRank, draft.Members.ToEquatableArray(),
            draft.Members.Where(id => stored[id]).ToEquatableArray());

    private void Visit(Node node)
    {
        if (node.Kind == OpKind.Item) Join(node, OpenGroup(GroupKind.HostRead, node.Type.Shape));
        if (_host.Contains(node.Id) || _foldProducers.Contains(node.Id)) return;
        if (IsStoredTransposed(node))
        {
            _storedTransposed.Add(node.Id);
            Join(node, _groupOf[node.Inputs[0]]!);
            return;
        }

        if (_materialized.Contains(node.Id))
        {
            var pieces = _pieceUpdates.TryGetValue(node.Id, out var update) ? GroupOfPiece(node, update.Value) : FindPieceGroup(node);
            if (pieces is not null) pieces.WritesConcat = true;
            Join(node, pieces ?? OpenGroup(GroupKind.Map, node.Type.Shape));
            return;
        }

        switch (node.Kind.Row().Class)
        {
            case OpClass.Elementwise when CanDefer(node):
                _deferred.Add(node.Id);
                break;
            case OpClass.Elementwise:
                Join(node, Walk(node));
                break;
            case OpClass.Reduction when node.Kind == OpKind.ScatterAdd:
                Join(node, OpenGroup(GroupKind.Scatter, node.Type.Shape));
                break;
            case OpClass.Reduction when _nonOverlappingFolds.TryGetValue(node.Id, out var fold):
                var foldGroup = OpenGroup(GroupKind.NonOverlappingFold, node.Type.Shape);
                foreach (var producer in fold.Producers) Join(producer, foldGroup);
                Join(node, foldGroup);
                break;
            case OpClass.Reduction when node.Kind == OpKind.Fold:
                Join(node, OpenGroup(GroupKind.Column, node.Type.Shape));
                break;
            case OpClass.Reduction:
                Join(node, Reduction(node));
                break;
            case OpClass.Contraction:
                Join(node, OpenGroup(GroupKind.Contraction, node.Type.Shape));
                break;
            case OpClass.Control:
                Join(node, OpenGroup(GroupKind.Control, node.Type.Shape));
                break;
            case OpClass.Part:
                Join(node, _groupOf[node.Inputs[0]]!);
                break;
            case OpClass.Movement when node.Kind == OpKind.Reshape
                && FindGroup(node, group => ComesFrom(node.Inputs[0], group) && IsAligned(node, group)) is { } group:
                Join(node, group);
                break;
        }
    }

    private bool CanDefer(Node node)
    {
        _deferredDepth[node.Id] = 1 + node.Inputs.Select(id => _deferredDepth[id]).Append(0).Max();
        return _deferredDepth[node.Id] <= MaxDeferredDepth && Producers(node).Count == 0;
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
        var needed = Producers(node);
        needed.Sort((left, right) => (HasOnlyComparisons(left), -left.Number).CompareTo((HasOnlyComparisons(right), -right.Number)));
        Behind? behind = null;
        return needed.Find(IsFree)
            ?? others?.Invoke(IsFree, id => _groupOf[id] is { } group && (needed.Contains(group) || IsBehind(group)));

        bool IsFree(FusionGroupBuilder group)
            => group.Members.Count < MaxMembers && group.Takes(_types[node.Id]) && takes(group)
                && ((needed.Count == 1 && needed[0] == group) || !IsBehind(group));

        bool IsBehind(FusionGroupBuilder group) => (behind ??= new(_order, needed.Select(other => other.Number))).Contains(group.Number);
    }

    /// <summary>The group that an elementwise node joins.</summary>
    private FusionGroupBuilder Walk(Node node)
    {
        var placed = Placed(node.Type.Shape);
        return FindGroup(node, group => IsAligned(node, group), (isFree, needs) => placed.First(node.Id, Place, needs, isFree))
            ?? OpenGroup(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>The group that a reduction joins: of trailing axes one of rows.</summary>
    private FusionGroupBuilder Reduction(Node node)
    {
        var (space, axes) = (_graph[node.Inputs[0]].Type.Shape, node.Reduction.Axes);
        var kept = space.Rank - axes.Count;
        if (!axes.All(axis => axis >= kept)) return OpenGroup(GroupKind.Column, node.Type.Shape);
        var placed = Placed(space);
        var row = FindGroup(node, group => CanReduce(node, group), (isFree, needs) => placed.First(node.Id, kept, needs, isFree))
            ?? OpenGroup(GroupKind.Map, space);
        row.TryBecomeRow(axes);
        foreach (var shape in row.PlacedShapes) Placed(shape).Add(row);
        return row;
    }

    private PlacedGroups Placed(Shape shape)
    {
        if (!_placed.TryGetValue(shape, out var placed)) _placed.Add(shape, placed = new());
        return placed;
    }

    /// <summary>Whether a group consists of comparisons alone, which each consumer recomputes.</summary>
    private bool HasOnlyComparisons(FusionGroupBuilder group) => group.Members.All(id => _graph[id].Type.Element == ElementType.Bool);

    /// <summary>
    /// The group that computes all operands of a concatenation and so can write each to its slice of the result; null if there is none.
    /// </summary>
    private FusionGroupBuilder? FindPieceGroup(Node node)
    {
        var pieces = node.Inputs.Select(id => _graph[id]).ToList();
        if (node.Kind != OpKind.Concat
            || !pieces.All(piece => piece.Kind.Row().Class == OpClass.Elementwise && piece.Type == pieces[0].Type
                && !_host.Contains(piece.Id))) return null;
        foreach (var piece in pieces) PlaceDeferred(piece);
        return FindGroup(node, group =>
            group.Kind == GroupKind.Map && group.Space == pieces[0].Type.Shape && pieces.All(piece => IsMember(piece, group)));
    }

    /// <summary>The group that writes the one piece of a parameter that changes: that which computes it, or one of its own.</summary>
    private FusionGroupBuilder GroupOfPiece(Node node, Node piece)
    {
        if (piece.Kind.Row().Class == OpClass.Elementwise && !_host.Contains(piece.Id)) PlaceDeferred(piece);
        return FindGroup(node, group => group.Kind == GroupKind.Map && group.Space == piece.Type.Shape && IsMember(piece, group))
            ?? OpenGroup(GroupKind.Map, piece.Type.Shape);
    }

    /// <summary>
    /// Whether the transpose is the only use of a matmul and keeps the last axis in place, as when attention heads are joined: then the
    /// kernel stores the result transposed, and its consumers read a matrix.
    /// </summary>
    private bool IsStoredTransposed(Node node)
        => node.Kind == OpKind.Transpose && node.Axes[node.Type.Rank - 1] == node.Type.Rank - 1
            && _groupOf[node.Inputs[0]] is { Kind: GroupKind.Contraction }
            && !_storedTransposed.Contains(node.Inputs[0]) && _useCounts[node.Inputs[0]] == 1;

    private bool IsAligned(Node node, FusionGroupBuilder group)
    {
        if (group.PlacementOf(node.Type.Shape) is not { } placement) return false;
        foreach (var id in node.Inputs)
        {
            if (!IsOperandAligned(node, placement, _graph[id], group)) return false;
        }

        return true;
    }

    private bool IsOperandAligned(Node node, Placement placement, Node operand, FusionGroupBuilder group)
    {
        if (!ComesFrom(operand.Id, group)) return true;
        if (_storedTransposed.Contains(operand.Id)) return false;
        if (_deferred.Contains(operand.Id))
            return node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction && CanFuseDeferred(node, operand, group, []);
        if (!IsMember(operand, group)) return false;
        if (operand.Type.Rank == 0) return true;
        var from = group.PlacementOf(operand.Type.Shape);
        return from == placement
            || (from == Placement.Row && placement == Placement.Full)
            || (node.Kind == OpKind.Reshape && from is not (null or Placement.Full) && placement != Placement.Full);
    }

    /// <summary>
    /// Whether a deferred operand that depends on the group can join it, together with all deferred nodes that it depends on.
    /// </summary>
    private bool CanFuseDeferred(Node consumer, Node operand, FusionGroupBuilder group, HashSet<int> known)
    {
        if (!CanFuseInto(operand, consumer, group)) return false;
        return !known.Add(operand.Id) || operand.Inputs.Select(id => _graph[id]).All(input => _deferred.Contains(input.Id)
            ? CanFuseDeferred(operand, input, group, known)
            : IsOperandAligned(operand, group.PlacementOf(operand.Type.Shape)!.Value, input, group));
    }

    private bool CanReduce(Node node, FusionGroupBuilder group)
    {
        var operand = _graph[node.Inputs[0]];
        return IsOperandAligned(node, Placement.Full, operand, group) && operand.Type.Shape == group.Space
            && group.CanReduce(node.Reduction.Axes);
    }

    private FusionGroupBuilder OpenGroup(GroupKind kind, Shape space)
    {
        var draft = new FusionGroupBuilder(_groups.Count, kind, space);
        _groups.Add(draft);
        _order.Add();
        if (kind == GroupKind.Map) Placed(space).Add(draft);
        return draft;
    }

    private void Join(Node node, FusionGroupBuilder group)
    {
        group.TakeTypes(_types[node.Id]);
        PlaceDeferredOperands(node, group);
        group.Members.Add(node.Id);
        _groupOf[node.Id] = group;
        foreach (var producer in Producers(node)) _order.Add(producer.Number, group.Number);
    }

    /// <summary>
    /// Places the deferred nodes that a consumer needs: in the consumer's group where every access is at the same point, else in groups of
    /// their own. The latter come first, since their deferred producers must not end up in the consumer's group, which depends on them.
    /// </summary>
    private void PlaceDeferredOperands(Node consumer, FusionGroupBuilder group)
    {
        if (_deferred.Count > 0) CollectDeferredOperands(consumer, group);
    }

    private void CollectDeferredOperands(Node consumer, FusionGroupBuilder group)
    {
        var (fused, separate) = (new SortedSet<int>(), new SortedSet<int>());
        var canFuse = consumer.Kind.Row().Class == OpClass.Elementwise
            || (consumer.Kind.Row().Class == OpClass.Reduction && group.Kind == GroupKind.Row);
        Collect(consumer);
        _pendingConsumers.Push(group);
        foreach (var id in separate) PlaceDeferred(_graph[id]);
        _pendingConsumers.Pop();
        foreach (var id in fused.Where(_deferred.Remove)) Join(_graph[id], group);

        void Collect(Node node)
        {
            foreach (var id in node.Inputs)
            {
                if (!_deferred.Contains(id)) separate.UnionWith(DeferredProducers(id));
                else if (!canFuse || group.Members.Count + fused.Count >= MaxMembers || !CanFuseInto(_graph[id], node, group))
                    separate.Add(id);
                else if (fused.Add(id)) Collect(_graph[id]);
            }
        }
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
        var placed = Placed(node.Type.Shape);
        return FindGroup(node, group => IsAligned(node, group) && !_pendingConsumers.Contains(group) && !IsDependencyOfPending(group),
            (isFree, _) => placed.First(isFree))
            ?? OpenGroup(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>Whether a group depends on a pending consumer.</summary>
    private bool IsDependencyOfPending(FusionGroupBuilder group)
    {
        var behind = new Behind(_order, [group.Number]);
        return _pendingConsumers.Any(consumer => behind.Contains(consumer.Number));
    }

    private bool CanFuseInto(Node node, Node consumer, FusionGroupBuilder group)
    {
        if (!group.Takes(_types[node.Id])) return false;
        var placement = group.PlacementOf(node.Type.Shape);
        return consumer.Kind.Row().Class == OpClass.Reduction
            ? placement == Placement.Full
            : placement is not null && (placement == group.PlacementOf(consumer.Type.Shape) || placement == Placement.Row);
    }

    /// <summary>The deferred nodes that a value depends on through movement alone.</summary>
    private List<int> DeferredProducers(int id)
    {
        var found = new List<int>();
        foreach (var node in ReverseReachable(id, node => !_deferred.Contains(node) && _groupOf[node] is null && !_host.Contains(node)))
        {
            if (_deferred.Contains(node)) found.Add(node);
        }

        return found;
    }

    /// <summary>
    /// A node and its transitive operands, each once; <paramref name="expand"/> decides whether the operands of a node are visited.
    /// </summary>
    private IEnumerable<int> ReverseReachable(int id, Func<int, bool> expand)
    {
        var search = ++_search;
        _searched[id] = search;
        var open = new Stack<int>([id]);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            if (!expand(node)) continue;
            var inputs = _graph[node].Inputs;
            for (var number = inputs.Count - 1; number >= 0; number--)
            {
                if (_searched[inputs[number]] == search) continue;
                _searched[inputs[number]] = search;
                open.Push(inputs[number]);
            }
        }
    }

    private bool IsMember(Node node, FusionGroupBuilder group) => _groupOf[node.Id] == group;

    /// <summary>The groups that produce a node's operands, looking through movement.</summary>
    private List<FusionGroupBuilder> Producers(Node node)
    {
        var (producers, known) = (new List<FusionGroupBuilder>(), new HashSet<FusionGroupBuilder>());
        foreach (var id in ReverseReachable(node.Id, id => id == node.Id || _groupOf[id] is null))
        {
            if (id != node.Id && _groupOf[id] is { } group && known.Add(group)) producers.Add(group);
        }

        return producers;
    }

    /// <summary>
    /// Whether a value comes from a group: its node is a member, or it depends on a member through nodes without a group.
    /// </summary>
    private bool ComesFrom(int id, FusionGroupBuilder group)
    {
        if (_groupOf[id] is { } own) return own == group;
        foreach (var node in ReverseReachable(id, node => _groupOf[node] is null))
        {
            if (_groupOf[node] == group) return true;
        }

        return false;
    }

    /// <summary>
    /// Which nodes must be stored: graph outputs and what other groups read, directly or through movement. A comparison is never stored; it
    /// is recomputed from its operands.
    /// </summary>
    private bool[] ComputeStored()
    {
        var stored = new bool[_graph.Nodes.Count];
        foreach (var output in _graph.Outputs) stored[output.Node] = true;
        foreach (var node in _graph.Nodes)
        {
            if (_groupOf[node.Id] is not { } consumer) continue;
            foreach (var id in ReverseReachable(node.Id, id => id == node.Id || IsPassed(id)))
            {
                if (id != node.Id && !IsPassed(id) && _groupOf[id] != consumer) stored[id] = true;
            }
        }

        return stored;

        bool IsPassed(int id) => _groupOf[id] is null || _graph[id].Type.Element == ElementType.Bool;
    }
}
