using ModelGen.Generator.IR;

namespace ModelGen.Generator.Fusion;

/// <summary>Elementwise nodes over sources alone: they are deferred until their first use and join that group.</summary>
/// <param name="graph">The graph that is parted.</param>
/// <param name="groups">Its groups so far.</param>
/// <param name="host">The nodes that are numbers of the host.</param>
internal sealed class DeferredNodes(Graph graph, GroupedNodes groups, HashSet<int> host)
{
    /// <summary>A longer chain of deferred nodes is cut, and the value at the cut is stored.</summary>
    private const int MaxDepth = 64;

    private readonly HashSet<int> _waiting = [];

    /// <summary>For each node the length of the longest chain of deferred nodes that ends with it.</summary>
    private readonly int[] _depth = new int[graph.Nodes.Count];

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Those that wait, in their order.</summary>
    public List<int> Ordered() => _waiting.OrderBy(id => id).ToList();

    public bool Contains(int id) => _waiting.Contains(id);

    /// <summary>Lets a node wait no longer; false if it did not.</summary>
    public bool Remove(int id) => _waiting.Remove(id);

    /// <summary>Lets an elementwise node wait; false if it must have a group now.</summary>
    public bool TryAdd(Node node)
    {
        _depth[node.Id] = 1 + node.Inputs.Select(id => _depth[id]).Append(0).Max();
        return _depth[node.Id] <= MaxDepth && groups.Producers(node).Count == 0 && _waiting.Add(node.Id);
    }

    /// <summary>The deferred nodes that a value depends on through movement alone.</summary>
    public List<int> Producers(int id)
    {
        var found = new List<int>();
        foreach (var node in groups.ReverseReachable(id, node => !Contains(node) && groups.Of(node) is null && !host.Contains(node)))
        {
            if (Contains(node)) found.Add(node);
        }

        return found;
    }
}
