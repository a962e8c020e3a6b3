using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>The fusion groups that are open so far, which nodes are in them, and what they read of each other.</summary>
/// <param name="graph">The graph that is parted.</param>
internal sealed class GroupedNodes(Graph graph)
{
    private readonly List<FusionGroupBuilder> _groups = [];

    /// <summary>The group of each node; null where it has none yet, or none at all.</summary>
    private readonly FusionGroupBuilder?[] _groupOf = new FusionGroupBuilder?[graph.Nodes.Count];

    /// <summary>The groups in which values of a shape have a place.</summary>
    private readonly Dictionary<Shape, PlacedGroups> _placed = [];

    /// <summary>For each node the number of the last search that visited it.</summary>
    private readonly int[] _searched = new int[graph.Nodes.Count];
    private int _search;

    /// <summary>Which groups store what others read.</summary>
    public Precedence Order { get; } = new();

    /// <summary>The group of a node; null where it has none yet, or none at all.</summary>
    public FusionGroupBuilder? Of(int id) => _groupOf[id];

    public FusionGroupBuilder Open(GroupKind kind, Shape space)
    {
        var group = new FusionGroupBuilder(_groups.Count, kind, space);
        _groups.Add(group);
        Order.Add();
        if (kind == GroupKind.Map) Placed(space).Add(group);
        return group;
    }

    /// <summary>The groups in which values of a shape have a place.</summary>
    public PlacedGroups Placed(Shape shape)
    {
        if (!_placed.TryGetValue(shape, out var placed)) _placed.Add(shape, placed = new());
        return placed;
    }

    /// <summary>Puts a node in a group, after those of its operands.</summary>
    public void Add(Node node, FusionGroupBuilder group)
    {
        group.Members.Add(node.Id);
        _groupOf[node.Id] = group;
        foreach (var producer in Producers(node)) Order.Add(producer.Number, group.Number);
    }

    /// <summary>Moves a node in front of the members of another group.</summary>
    public void MoveToFront(Node node, FusionGroupBuilder group)
    {
        _groupOf[node.Id]?.Members.Remove(node.Id);
        group.Members.Insert(0, node.Id);
        _groupOf[node.Id] = group;
        foreach (var read in node.Inputs.Select(Of).OfType<FusionGroupBuilder>()) Order.Add(read.Number, group.Number);
    }

    public bool IsMember(Node node, FusionGroupBuilder group) => _groupOf[node.Id] == group;

    /// <summary>
    /// Whether a value comes from a group: its node is a member, or it depends on a member through nodes without a group.
    /// </summary>
    public bool ComesFrom(int id, FusionGroupBuilder group)
    {
        if (_groupOf[id] is { } own) return own == group;
        foreach (var node in ReverseReachable(id, node => _groupOf[node] is null))
        {
            if (_groupOf[node] == group) return true;
        }

        return false;
    }

    /// <summary>The groups that produce a node's operands, looking through movement.</summary>
    public List<FusionGroupBuilder> Producers(Node node)
    {
        var (producers, known) = (new List<FusionGroupBuilder>(), new HashSet<FusionGroupBuilder>());
        foreach (var id in ReverseReachable(node.Id, id => id == node.Id || _groupOf[id] is null))
        {
            if (id != node.Id && _groupOf[id] is { } group && known.Add(group)) producers.Add(group);
        }

        return producers;
    }

    /// <summary>
    /// A node and its transitive operands, each once; <paramref name="expand"/> decides whether the operands of a node are visited.
    /// </summary>
    public IEnumerable<int> ReverseReachable(int id, Func<int, bool> expand)
    {
        var search = ++_search;
        _searched[id] = search;
        var open = new Stack<int>([id]);
        while (open.Count > 0)
        {
            var node = open.Pop();
            yield return node;
            if (!expand(node)) continue;
            var inputs = graph[node].Inputs;
            for (var number = inputs.Count - 1; number >= 0; number--)
            {
                if (_searched[inputs[number]] == search) continue;
                _searched[inputs[number]] = search;
                open.Push(inputs[number]);
            }
        }
    }

    /// <summary>
    /// Which nodes must be stored: graph outputs and what other groups read, directly or through movement. A comparison is never stored; it
    /// is recomputed from its operands.
    /// </summary>
    public bool[] Stored()
    {
        var stored = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs) stored[output.Node] = true;
        foreach (var node in graph.Nodes)
        {
            if (_groupOf[node.Id] is not { } consumer) continue;
            foreach (var id in ReverseReachable(node.Id, id => id == node.Id || IsPassed(id)))
            {
                if (id != node.Id && !IsPassed(id) && _groupOf[id] != consumer) stored[id] = true;
            }
        }

        return stored;
    }

    /// <summary>The groups in topological order.</summary>
    /// <param name="stored">Which nodes are stored.</param>
    public EquatableArray<FusionGroup> Ordered(bool[] stored)
        => Order.Ordered().Select(number => Finished(_groups[number], stored)).ToEquatableArray();

    private bool IsPassed(int id) => _groupOf[id] is null || graph[id].Type.Element == ElementType.Bool;

    private static FusionGroup Finished(FusionGroupBuilder draft, bool[] stored)
        => new(draft.Kind, draft.Space, draft.RowRank, draft.Members.ToEquatableArray(),
            draft.Members.Where(id => stored[id]).ToEquatableArray());
}
