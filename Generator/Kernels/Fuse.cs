using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// Parts a graph into the kernels that compute it. Walking in order, a node joins the group of an operand when it keeps that operand's place
/// there and no cycle of groups arises; otherwise it opens a group of its own. Movement and numbers of the host need no kernel: they are
/// written into the index arithmetic of whoever reads them.
/// </summary>
internal sealed class Fuse
{
    private readonly Graph _graph;
    private readonly HashSet<int> _host;
    private readonly HashSet<int> _carriedOut;
    private readonly Dictionary<int, GroupDraft> _groupOf = [];
    private readonly List<GroupDraft> _drafts = [];

    /// <summary>Transposes that a product's kernel carries out as it stores its result.</summary>
    private readonly HashSet<int> _storedMoved = [];

    /// <summary>How often each value is read, leaving the graph included.</summary>
    private readonly ILookup<int, int> _uses;

    /// <summary>Elementwise nodes over sources alone: they wait for the first who needs them, and join its group.</summary>
    private readonly HashSet<int> _waiting = [];

    /// <summary>The groups that wait until the nodes that they read have a place.</summary>
    private readonly Stack<GroupDraft> _readers = new();

    private Fuse(Graph graph)
    {
        _graph = graph;
        _host = HostValues.Of(graph);
        _carriedOut = Materialize.Of(graph);
        _uses = graph.Nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs.Select(output => output.Node)).ToLookup(id => id);
    }

    /// <summary>The groups, each after those that it reads.</summary>
    public static EquatableArray<FusionGroup> Run(Graph graph)
    {
        var fuse = new Fuse(graph);
        foreach (var node in graph.Nodes) fuse.Visit(node);
        foreach (var id in fuse._waiting.OrderBy(id => id).ToList()) fuse.Settle(graph[id]);
        return fuse.Ordered().Select(fuse.Finished).ToEquatableArray();
    }

    private void Visit(Node node)
    {
        if (node.Kind == OpKind.Item) Join(node, Open(GroupKind.Reading, node.Type.Shape));
        if (_host.Contains(node.Id)) return;
        if (IsStoredMoved(node))
        {
            _storedMoved.Add(node.Id);
            Join(node, _groupOf[node.Inputs[0]]);
            return;
        }

        if (_carriedOut.Contains(node.Id))
        {
            Join(node, OfPieces(node) ?? Open(GroupKind.Map, node.Type.Shape));
            return;
        }

        switch (node.Kind.Row().Class)
        {
            case OpClass.Elementwise when !node.Inputs.SelectMany(Producers).Any():
                _waiting.Add(node.Id);
                break;
            case OpClass.Elementwise:
                Join(node, Candidates(node).FirstOrDefault(group => KeepsPlace(node, group)) ?? Open(GroupKind.Map, node.Type.Shape));
                break;
            case OpClass.Reduction when node.Kind == OpKind.ScatterAdd:
                Join(node, Open(GroupKind.Scatter, node.Type.Shape));
                break;
            case OpClass.Reduction when node.Kind == OpKind.Fold:
                Join(node, Open(GroupKind.Column, node.Type.Shape));
                break;
            case OpClass.Reduction:
                Join(node, Candidates(node).FirstOrDefault(group => CanReduce(node, group)) ?? OpenReduction(node));
                break;
            case OpClass.Contraction:
                Join(node, Open(GroupKind.Contraction, node.Type.Shape));
                break;
            case OpClass.Control:
                Join(node, Open(GroupKind.Control, node.Type.Shape));
                break;
            case OpClass.Part:
                Join(node, _groupOf[node.Inputs[0]]);
                break;
            case OpClass.Movement when node.Kind == OpKind.Reshape && Candidates(node).FirstOrDefault(group => KeepsPlace(node, group)) is { } group:
                Join(node, group);
                break;
        }
    }

    /// <summary>
    /// The groups that the node could join without a cycle: those of its operands, the latest first, for it needs the others anyway; then
    /// others that walk a space element by element, for one walk is cheaper than two.
    /// </summary>
    private IEnumerable<GroupDraft> Candidates(Node node)
    {
        var needed = node.Inputs.SelectMany(Producers).Distinct().OrderByDescending(_drafts.IndexOf).ToList();
        var others = _drafts.Where(draft => draft.Kind is (GroupKind.Map or GroupKind.Row) && !needed.Contains(draft));
        var behind = GroupDraft.Behind(needed);
        return needed.Concat(others).Where(group => !behind.Contains(group));
    }

    /// <summary>The group that computes all pieces of a concatenation, and so can write each to its place; null when there is none.</summary>
    private GroupDraft? OfPieces(Node node)
    {
        var pieces = node.Inputs.Select(id => _graph[id]).ToList();
        if (node.Kind != OpKind.Concat || !pieces.All(piece => piece.Kind.Row().Class == OpClass.Elementwise && piece.Type == pieces[0].Type && !_host.Contains(piece.Id))) return null;
        foreach (var piece in pieces) Settle(piece);
        return Candidates(node).FirstOrDefault(group => group.Kind == GroupKind.Map && group.Space == pieces[0].Type.Shape && pieces.All(piece => IsMember(piece, group)));
    }

    /// <summary>
    /// Whether a product is wanted transposed alone, as the heads of attention beside each other: then it is stored so, if neighbours stay
    /// neighbours, and its readers find a matrix.
    /// </summary>
    private bool IsStoredMoved(Node node)
        => node.Kind == OpKind.Transpose && node.Arguments.Axes[node.Type.Rank - 1] == node.Type.Rank - 1
            && _groupOf.TryGetValue(node.Inputs[0], out var group) && group.Kind == GroupKind.Contraction
            && !_storedMoved.Contains(node.Inputs[0]) && _uses[node.Inputs[0]].Count() == 1;

    private bool KeepsPlace(Node node, GroupDraft group)
        => group.Place(node.Type.Shape) is { } place && node.Inputs.All(id => OperandKeepsPlace(node, place, _graph[id], group));

    private bool OperandKeepsPlace(Node node, Placement place, Node operand, GroupDraft group)
    {
        if (!Producers(operand.Id).Contains(group)) return true;
        if (_storedMoved.Contains(operand.Id)) return false;
        if (_waiting.Contains(operand.Id)) return node.Kind.Row().Class is OpClass.Elementwise or OpClass.Reduction && RidesAlong(node, operand, group, []);
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
        return OperandKeepsPlace(node, Placement.Full, operand, group) && operand.Type.Shape == group.Space && group.Reduce(node.Arguments.Axes);
    }

    private GroupDraft OpenReduction(Node node)
    {
        var space = _graph[node.Inputs[0]].Type.Shape;
        var row = new GroupDraft(GroupKind.Map, space, space.Rank);
        if (!row.Reduce(node.Arguments.Axes)) return Open(GroupKind.Column, node.Type.Shape);
        _drafts.Add(row);
        return row;
    }

    private GroupDraft Open(GroupKind kind, Shape space)
    {
        var draft = new GroupDraft(kind, space, space.Rank);
        _drafts.Add(draft);
        return draft;
    }

    private void Join(Node node, GroupDraft group)
    {
        Admit(node, group);
        group.Members.Add(node.Id);
        _groupOf.Add(node.Id, group);
        foreach (var producer in node.Inputs.SelectMany(Producers).Where(producer => producer != group)) group.Reads.Add(producer);
    }

    /// <summary>
    /// Places the waiting nodes that a reader needs: with it, where each is read in place alone; else in groups of their own, and these
    /// first, since what they take along must not be in the reader's group, which needs them.
    /// </summary>
    private void Admit(Node reader, GroupDraft group)
    {
        var (riding, apart) = (new SortedSet<int>(), new SortedSet<int>());
        var isWalked = reader.Kind.Row().Class == OpClass.Elementwise || (reader.Kind.Row().Class == OpClass.Reduction && group.Kind == GroupKind.Row);
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
                else if (!isWalked || !Rides(_graph[id], node, group)) apart.Add(id);
                else if (riding.Add(id)) Collect(_graph[id]);
            }
        }
    }

    /// <summary>Gives a waiting node that nobody took a place with others of its shape, where the groups that wait for it are not needed first.</summary>
    private void Settle(Node node)
    {
        if (!_waiting.Remove(node.Id)) return;
        Join(node, Candidates(node).FirstOrDefault(group => KeepsPlace(node, group) && !_readers.Contains(group) && !GroupDraft.Behind([group]).Overlaps(_readers)) ?? Open(GroupKind.Map, node.Type.Shape));
    }

    private static bool Rides(Node node, Node reader, GroupDraft group)
    {
        var place = group.Place(node.Type.Shape);
        return reader.Kind.Row().Class == OpClass.Reduction ? place == Placement.Full : place is not null && (place == group.Place(reader.Type.Shape) || place == Placement.Row);
    }

    /// <summary>The waiting nodes that a value is made of, through movement.</summary>
    private IEnumerable<int> Waiting(int id)
        => _waiting.Contains(id) ? [id] : _groupOf.ContainsKey(id) || _host.Contains(id) ? [] : _graph[id].Inputs.SelectMany(Waiting);

    private bool IsMember(Node node, GroupDraft group) => _groupOf.TryGetValue(node.Id, out var own) && own == group;

    /// <summary>The groups whose values a node's value is made of: its own, or, for movement, those behind its operands.</summary>
    private IEnumerable<GroupDraft> Producers(int id)
        => _groupOf.TryGetValue(id, out var group) ? [group] : _graph[id].Inputs.SelectMany(Producers);

    private List<GroupDraft> Ordered()
    {
        var ordered = new List<GroupDraft>();
        foreach (var draft in _drafts) Append(draft);
        return ordered;

        void Append(GroupDraft draft)
        {
            if (ordered.Contains(draft)) return;
            foreach (var read in draft.Reads.OrderBy(_drafts.IndexOf)) Append(read);
            ordered.Add(draft);
        }
    }

    private FusionGroup Finished(GroupDraft draft)
    {
        var outputs = _graph.Outputs.Select(output => output.Node);
        var read = _graph.Nodes.Where(node => _groupOf.TryGetValue(node.Id, out var own) && own != draft).SelectMany(node => node.Inputs).SelectMany(id => Stored(id, draft));
        var needed = new HashSet<int>(outputs.Concat(read));
        return new(draft.Kind, draft.Space, draft.Kept, draft.Members.ToEquatableArray(), draft.Members.Where(needed.Contains).ToEquatableArray());
    }

    /// <summary>
    /// The members of a group that others must find in memory to read a value: the value itself or what lies behind movement. A comparison
    /// is never stored but computed again, from the numbers that it compares.
    /// </summary>
    private IEnumerable<int> Stored(int id, GroupDraft draft)
    {
        if (_groupOf.TryGetValue(id, out var group) && _graph[id].Type.Element != ElementType.Bool) return group == draft ? [id] : [];
        return _graph[id].Inputs.SelectMany(input => Stored(input, draft));
    }
}
