using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>The users of each node of a graph, once per use, and whether it is a graph output.</summary>
internal sealed class Users
{
    private readonly Graph _graph;

    /// <summary>For each node the offset of its first user; the last entry is the end.</summary>
    private readonly int[] _starts;
    private readonly int[] _users;
    private readonly HashSet<int> _outputs;

    public Users(Graph graph)
    {
        (_graph, _starts) = (graph, Starts(graph));
        _outputs = new(graph.Outputs.Select(output => output.Node));
        _users = new int[_starts[graph.Nodes.Count]];
        var next = (int[])_starts.Clone();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) _users[next[input]++] = node.Id;
        }
    }

    private static int[] Starts(Graph graph)
    {
        var starts = new int[graph.Nodes.Count + 1];
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) starts[input + 1]++;
        }

        for (var id = 0; id < graph.Nodes.Count; id++) starts[id + 1] += starts[id];
        return starts;
    }

    public bool IsOutput(int id) => _outputs.Contains(id);

    public int Count(int id) => _starts[id + 1] - _starts[id];

    public IEnumerable<Node> UsersOf(int id)
    {
        for (var index = _starts[id]; index < _starts[id + 1]; index++) yield return _graph[_users[index]];
    }
}
