using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Analysis;

/// <summary>For each node of a graph the nodes that read it, one that reads it twice twice, and whether it leaves the graph.</summary>
internal sealed class Readers
{
    private readonly Graph _graph;

    /// <summary>Where the readers of each node begin among all of them, and at last where they end.</summary>
    private readonly int[] _starts;
    private readonly int[] _readers;
    private readonly HashSet<int> _outputs;

    public Readers(Graph graph)
    {
        (_graph, _starts) = (graph, new int[graph.Nodes.Count + 1]);
        _outputs = new(graph.Outputs.Select(output => output.Node));
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) _starts[input + 1]++;
        }

        for (var id = 0; id < graph.Nodes.Count; id++) _starts[id + 1] += _starts[id];
        _readers = new int[_starts[graph.Nodes.Count]];
        var next = (int[])_starts.Clone();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) _readers[next[input]++] = node.Id;
        }
    }

    public bool IsOutput(int id) => _outputs.Contains(id);

    public int Count(int id) => _starts[id + 1] - _starts[id];

    public IEnumerable<Node> Of(int id)
    {
        for (var place = _starts[id]; place < _starts[id + 1]; place++) yield return _graph[_readers[place]];
    }
}
