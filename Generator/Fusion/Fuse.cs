using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Parts a graph into the kernels that compute it. Walking in order, a node joins the group of an operand when it keeps that operand's
/// place there and no cycle of groups arises; otherwise it opens a group of its own. Movement and numbers of the host need no kernel: they
/// are written into the index arithmetic of whoever reads them.
/// </summary>
internal sealed class Fuse
{
    /// <summary>A kernel has at most about as many operations: more would gain nothing, and take a compiler long.</summary>
    private const int MostMembers = 256;

    /// <summary>A longer chain that waits is stored where it is cut.</summary>
    private const int LongestWaiting = 64;

    /// <summary>What a node wants of a group that walks its space: a place; a reduction wants rows of so many axes.</summary>
    private const int Place = -1;

    private readonly Graph _graph;
    private readonly HashSet<int> _host;
    private readonly HashSet<int> _carriedOut;
    private readonly Dictionary<int, ApartFold> _apart;

    /// <summary>What is computed where a fold puts it: the fold's group takes it.</summary>
    private readonly HashSet<int> _madeForFolds;

    /// <summary>The group of each node; null where it has none yet, or none at all.</summary>
    private readonly GroupDraft?[] _groupOf;
    private readonly List<GroupDraft> _drafts = [];

    /// <summary>Which groups store what others read.</summary>
    private readonly Precedence _order = new();

    /// <summary>The groups in which values of a shape have a place.</summary>
    private readonly Dictionary<Shape, PlacedGroups> _placed = [];

    /// <summary>Transposes that a product's kernel carries out as it stores its result.</summary>
    private readonly HashSet<int> _storedMoved = [];

    /// <summary>How often each value is read, leaving the graph included.</summary>
    private readonly int[] _uses;

    /// <summary>Elementwise nodes over sources alone: they wait for the first who needs them, and join its group.</summary>
    private readonly HashSet<int> _waiting = [];

    /// <summary>How long the longest chain of waiting nodes is that ends with a node.</summary>
    private readonly int[] _waitingDepth;

    /// <summary>The last search that came to a node.</summary>
    private readonly int[] _searched;
    private int _search;

    /// <summary>The groups that wait until the nodes that they read have a place.</summary>
    private readonly Stack<GroupDraft> _readers = new();

    private Fuse(Graph graph)
    {
        _graph = graph;
        _groupOf = new GroupDraft?[graph.Nodes.Count];
        _host = HostValues.Of(graph);
        _carriedOut = Materialize.Of(graph);
        _apart = ApartFold.Of(graph, _host);
        _madeForFolds = new(_apart.Values.SelectMany(fold => fold.Made).Select(node => node.Id));
        (_uses, _waitingDepth, _searched) = (new int[graph.Nodes.Count], new int[graph.Nodes.Count], new int[graph.Nodes.Count]);
        foreach (var id in graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs.Select(output => output.Node))) _uses[id]++;
    }

    /// <summary>The groups, each after those that it reads.</summary>
    public static EquatableArray<FusionGroup> Run(Graph graph)
    {
        var fuse = new Fuse(graph);
        foreach (var node in graph.Nodes) fuse.Visit(node);
        foreach (var id in fuse._waiting.OrderBy(id => id).ToList()) fuse.Settle(graph[id]);
        var stored = fuse.Stored();
        new Withdraw(graph, fuse._groupOf, fuse._order, fuse._host, stored).Run();
        return fuse._order.Ordered().Select(number => Finished(fuse._drafts[number], stored)).ToEquatableArray();
    }

    private static FusionGroup Finished(GroupDraft draft, bool[] stored)
        => new(draft.Kind, draft.Space, draft.Kept, draft.Members.ToEquatableArray(),
            draft.Members.Where(id => stored[id]).ToEquatableArray());

    private void Visit(Node node)
    {
        if (node.Kind == OpKind.Item) Join(node, Open(GroupKind.Reading, node.Type.Shape));
        if (_host.Contains(node.Id) || _madeForFolds.Contains(node.Id)) return;
        if (IsStoredMoved(node))
        {
            _storedMoved.Add(node.Id);
            Join(node, _groupOf[node.Inputs[0]]!);
            return;
        }

        if (_carriedOut.Contains(node.Id))
        {
            var pieces = OfPieces(node);
            if (pieces is not null) pieces.HasPieces = true;
            Join(node, pieces ?? Open(GroupKind.Map, node.Type.Shape));
            return;
        }

        switch (node.Kind.Row().Class)
        {
            case OpClass.Elementwise when CanWait(node):
                _waiting.Add(node.Id);
                break;
            case OpClass.Elementwise:
                Join(node, Walk(node));
                break;
            case OpClass.Reduction when node.Kind == OpKind.ScatterAdd:
                Join(node, Open(GroupKind.Scatter, node.Type.Shape));
                break;
            case OpClass.Reduction when _apart.TryGetValue(node.Id, out var apart):
                var parted = Open(GroupKind.Parted, node.Type.Shape);
                foreach (var made in apart.Made) Join(made, parted);
                Join(node, parted);
                break;
            case OpClass.Reduction when node.Kind == OpKind.Fold:
                Join(node, Open(GroupKind.Column, node.Type.Shape));
                break;
            case OpClass.Reduction:
                Join(node, Reduction(node));
                break;
            case OpClass.Contraction:
                Join(node, Open(GroupKind.Contraction, node.Type.Shape));
                break;
            case OpClass.Control:
                Join(node, Open(GroupKind.Control, node.Type.Shape));
                break;
            case OpClass.Part:
                Join(node, _groupOf[node.Inputs[0]]!);
                break;
            case OpClass.Movement when node.Kind == OpKind.Reshape
                && Candidate(node, group => IsMadeIn(node.Inputs[0], group) && KeepsPlace(node, group)) is { } group:
                Join(node, group);
                break;
        }
    }

    private bool CanWait(Node node)
    {
        _waitingDepth[node.Id] = 1 + node.Inputs.Select(id => _waitingDepth[id]).Append(0).Max();
        return _waitingDepth[node.Id] <= LongestWaiting && Producers(node).Count == 0;
    }

    /// <summary>
    /// The first group that takes the node and that it can join without a cycle: of those of its operands, the latest first, for it needs
    /// the others anyway; then of others that walk a space element by element, for one walk is cheaper than two.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="takes">Whether a group has the form for it, if there is no cycle.</param>
    /// <param name="others">The first of the others that is free, given which groups are, and whether the node needs that of
    /// another.</param>
    private GroupDraft? Candidate(
        Node node, Func<GroupDraft, bool> takes, Func<Predicate<GroupDraft>, Func<int, bool>, GroupDraft?>? others = null)
    {
        var needed = Producers(node);
        needed.Sort((left, right) => (IsCompared(left), -left.Number).CompareTo((IsCompared(right), -right.Number)));
        Behind? behind = null;
        return needed.Find(IsFree)
            ?? others?.Invoke(IsFree, id => _groupOf[id] is { } group && (needed.Contains(group) || IsBehind(group)));

        bool IsFree(GroupDraft group)
            => group.Members.Count < MostMembers && takes(group) && ((needed.Count == 1 && needed[0] == group) || !IsBehind(group));

        bool IsBehind(GroupDraft group) => (behind ??= new(_order, needed.Select(other => other.Number))).Contains(group.Number);
    }

    /// <summary>The group that an elementwise node joins.</summary>
    private GroupDraft Walk(Node node)
    {
        var placed = Placed(node.Type.Shape);
        return Candidate(node, group => KeepsPlace(node, group), (isFree, needs) => placed.First(node.Id, Place, needs, isFree))
            ?? Open(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>The group that a reduction joins: of trailing axes one of rows.</summary>
    private GroupDraft Reduction(Node node)
    {
        var (space, axes) = (_graph[node.Inputs[0]].Type.Shape, node.Arguments.Axes);
        var kept = space.Rank - axes.Count;
        if (!axes.All(axis => axis >= kept)) return Open(GroupKind.Column, node.Type.Shape);
        var placed = Placed(space);
        var row = Candidate(node, group => CanReduce(node, group), (isFree, needs) => placed.First(node.Id, kept, needs, isFree))
            ?? Open(GroupKind.Map, space);
        row.Reduce(axes);
        foreach (var shape in row.PlacedShapes) Placed(shape).Add(row);
        return row;
    }

    private PlacedGroups Placed(Shape shape)
    {
        if (!_placed.TryGetValue(shape, out var placed)) _placed.Add(shape, placed = new());
        return placed;
    }

    /// <summary>Whether a group has nothing but comparisons, which whoever reads them computes again.</summary>
    private bool IsCompared(GroupDraft group) => group.Members.All(id => _graph[id].Type.Element == ElementType.Bool);

    /// <summary>
    /// The group that computes all pieces of a concatenation, and so can write each to its place; null when there is none.
    /// </summary>
    private GroupDraft? OfPieces(Node node)
    {
        var pieces = node.Inputs.Select(id => _graph[id]).ToList();
        if (node.Kind != OpKind.Concat
            || !pieces.All(piece => piece.Kind.Row().Class == OpClass.Elementwise && piece.Type == pieces[0].Type
                && !_host.Contains(piece.Id))) return null;
        foreach (var piece in pieces) Settle(piece);
        return Candidate(node, group =>
            group.Kind == GroupKind.Map && group.Space == pieces[0].Type.Shape && pieces.All(piece => IsMember(piece, group)));
    }

    /// <summary>
    /// Whether a product is wanted transposed alone, as the heads of attention beside each other: then it is stored so, if neighbours stay
    /// neighbours, and its readers find a matrix.
    /// </summary>
    private bool IsStoredMoved(Node node)
        => node.Kind == OpKind.Transpose && node.Arguments.Axes[node.Type.Rank - 1] == node.Type.Rank - 1
            && _groupOf[node.Inputs[0]] is { Kind: GroupKind.Contraction }
            && !_storedMoved.Contains(node.Inputs[0]) && _uses[node.Inputs[0]] == 1;

    private bool KeepsPlace(Node node, GroupDraft group)
    {
        if (group.Place(node.Type.Shape) is not { } place) return false;
        foreach (var id in node.Inputs)
        {
            if (!OperandKeepsPlace(node, place, _graph[id], group)) return false;
        }

        return true;
    }

    private bool OperandKeepsPlace(Node node, Placement place, Node operand, GroupDraft group)
    {
        if (!IsMadeIn(operand.Id, group)) return true;
        if (_storedMoved.Contains(operand.Id)) return false;
        if (_waiting.Contains(operand.Id))
            return node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction && RidesAlong(node, operand, group, []);
        if (!IsMember(operand, group)) return false;
        if (operand.Type.Rank == 0) return true;
        var from = group.Place(operand.Type.Shape);
        return from == place
            || (from == Placement.Row && place == Placement.Full)
            || (node.Kind == OpKind.Reshape && from is not (null or Placement.Full) && place != Placement.Full);
    }

    /// <summary>Whether a waiting operand, part of which the group has, can come into the group with all that waits before it.</summary>
    private bool RidesAlong(Node reader, Node operand, GroupDraft group, HashSet<int> known)
    {
        if (!Rides(operand, reader, group)) return false;
        return !known.Add(operand.Id) || operand.Inputs.Select(id => _graph[id]).All(input => _waiting.Contains(input.Id)
            ? RidesAlong(operand, input, group, known)
            : OperandKeepsPlace(operand, group.Place(operand.Type.Shape)!.Value, input, group));
    }

    private bool CanReduce(Node node, GroupDraft group)
    {
        var operand = _graph[node.Inputs[0]];
        return OperandKeepsPlace(node, Placement.Full, operand, group) && operand.Type.Shape == group.Space
            && group.CanReduce(node.Arguments.Axes);
    }

    private GroupDraft Open(GroupKind kind, Shape space)
    {
        var draft = new GroupDraft(_drafts.Count, kind, space);
        _drafts.Add(draft);
        _order.Add();
        if (kind == GroupKind.Map) Placed(space).Add(draft);
        return draft;
    }

    private void Join(Node node, GroupDraft group)
    {
        Admit(node, group);
        group.Members.Add(node.Id);
        _groupOf[node.Id] = group;
        foreach (var producer in Producers(node)) _order.Add(producer.Number, group.Number);
    }

    /// <summary>
    /// Places the waiting nodes that a reader needs: with it, where each is read in place alone; else in groups of their own, and these
    /// first, since what they take along must not be in the reader's group, which needs them.
    /// </summary>
    private void Admit(Node reader, GroupDraft group)
    {
        if (_waiting.Count > 0) AdmitWaiting(reader, group);
    }

    private void AdmitWaiting(Node reader, GroupDraft group)
    {
        var (riding, apart) = (new SortedSet<int>(), new SortedSet<int>());
        var isWalked = reader.Kind.Row().Class == OpClass.Elementwise
            || (reader.Kind.Row().Class == OpClass.Reduction && group.Kind == GroupKind.Row);
        Collect(reader);
        _readers.Push(group);
        foreach (var id in apart) Settle(_graph[id]);
        _readers.Pop();
        foreach (var id in riding.Where(_waiting.Remove)) Join(_graph[id], group);

        void Collect(Node node)
        {
            foreach (var id in node.Inputs)
            {
                if (!_waiting.Contains(id)) apart.UnionWith(Waiting(id));
                else if (!isWalked || group.Members.Count + riding.Count >= MostMembers || !Rides(_graph[id], node, group)) apart.Add(id);
                else if (riding.Add(id)) Collect(_graph[id]);
            }
        }
    }

    /// <summary>
    /// Gives a waiting node that nobody took a place with others of its shape, where the groups that wait for it are not needed first.
    /// </summary>
    private void Settle(Node node)
    {
        if (!_waiting.Remove(node.Id)) return;
        Join(node, _readers.Count == 0 ? Walk(node) : WalkBefore(node));
    }

    /// <summary>The group that a waiting node joins which others need at once: none that needs these first.</summary>
    private GroupDraft WalkBefore(Node node)
    {
        var placed = Placed(node.Type.Shape);
        return Candidate(node, group => KeepsPlace(node, group) && !_readers.Contains(group) && !IsNeededFirst(group),
            (isFree, _) => placed.First(isFree))
            ?? Open(GroupKind.Map, node.Type.Shape);
    }

    /// <summary>Whether a group needs values of those that wait.</summary>
    private bool IsNeededFirst(GroupDraft group)
    {
        var behind = new Behind(_order, [group.Number]);
        return _readers.Any(reader => behind.Contains(reader.Number));
    }

    private static bool Rides(Node node, Node reader, GroupDraft group)
    {
        var place = group.Place(node.Type.Shape);
        return reader.Kind.Row().Class == OpClass.Reduction
            ? place == Placement.Full
            : place is not null && (place == group.Place(reader.Type.Shape) || place == Placement.Row);
    }

    /// <summary>The waiting nodes that a value is made of, through movement.</summary>
    private List<int> Waiting(int id)
    {
        var found = new List<int>();
        foreach (var node in Behind(id, node => !_waiting.Contains(node) && _groupOf[node] is null && !_host.Contains(node)))
        {
            if (_waiting.Contains(node)) found.Add(node);
        }

        return found;
    }

    /// <summary>A node and what it is made of, each once, as far as <paramref name="goesOn"/> lets the search behind a node.</summary>
    private IEnumerable<int> Behind(int id, Func<int, bool> goesOn)
    {
        var search = ++_search;
        _searched[id] = search;
        var open = new Stack<int>([id]);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            if (!goesOn(node)) continue;
            var inputs = _graph[node].Inputs;
            for (var number = inputs.Count - 1; number >= 0; number--)
            {
                if (_searched[inputs[number]] == search) continue;
                _searched[inputs[number]] = search;
                open.Push(inputs[number]);
            }
        }
    }

    private bool IsMember(Node node, GroupDraft group) => _groupOf[node.Id] == group;

    /// <summary>The groups whose values a node's operands are made of: their own, or, for movement, those behind it.</summary>
    private List<GroupDraft> Producers(Node node)
    {
        var (producers, known) = (new List<GroupDraft>(), new HashSet<GroupDraft>());
        foreach (var id in Behind(node.Id, id => id == node.Id || _groupOf[id] is null))
        {
            if (id != node.Id && _groupOf[id] is { } group && known.Add(group)) producers.Add(group);
        }

        return producers;
    }

    /// <summary>Whether a node's value is made of one of a group: it is a member, or it moves one.</summary>
    private bool IsMadeIn(int id, GroupDraft group)
    {
        if (_groupOf[id] is { } own) return own == group;
        foreach (var node in Behind(id, node => _groupOf[node] is null))
        {
            if (_groupOf[node] == group) return true;
        }

        return false;
    }

    /// <summary>
    /// Which nodes the caller, or members of other groups, must find in memory: what they read, or what lies behind movement. A comparison
    /// is never stored but computed again, from the numbers that it compares.
    /// </summary>
    private bool[] Stored()
    {
        var stored = new bool[_graph.Nodes.Count];
        foreach (var output in _graph.Outputs) stored[output.Node] = true;
        foreach (var node in _graph.Nodes)
        {
            if (_groupOf[node.Id] is not { } reader) continue;
            foreach (var id in Behind(node.Id, id => id == node.Id || IsPassed(id)))
            {
                if (id != node.Id && !IsPassed(id) && _groupOf[id] != reader) stored[id] = true;
            }
        }

        return stored;

        bool IsPassed(int id) => _groupOf[id] is null || _graph[id].Type.Element == ElementType.Bool;
    }
}
