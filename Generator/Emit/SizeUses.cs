using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Where the whole numbers of a call are sizes or indices, so that they must not be negative. A trip count is no such use, since a loop
/// with a negative count does not run; nor is a use in the body of a loop that does not run in a call. The sides of branches ask for
/// themselves: <see cref="CheckBlock"/>.
/// </summary>
internal sealed class SizeUses
{
    private readonly Dictionary<string, List<Dim>> _tripCounts = [];
    private readonly HashSet<string> _always = [];

    /// <param name="graph">The model's graph.</param>
    /// <param name="kind">The call: one that computes Forward alone asks nothing for Loss.</param>
    public SizeUses(Graph graph, ProgramKind kind)
    {
        if (kind == ProgramKind.Predict) graph = Forward(graph);
        foreach (var symbol in graph.Guards.SelectMany(guard => guard.Left.BareSymbols.Concat(guard.Right.BareSymbols)))
            _always.Add(symbol);
        Read(graph, null, isInLoop: false);
    }

    /// <summary>Whether a number is a size or an index in each call.</summary>
    public bool IsAlways(string symbol) => _always.Contains(symbol);

    /// <summary>The trip counts of the loops in which it is one: if one of them is positive, the number must not be negative.</summary>
    public IReadOnlyList<Dim> TripCounts(string symbol) => _tripCounts.TryGetValue(symbol, out var tripCount) ? tripCount : [];

    private static Graph Forward(Graph graph) => DeadNodes.Run(graph with
    {
        Guards = graph.Guards.Where(guard => !guard.IsOfLoss).ToEquatableArray(),
        Outputs = graph.Outputs.Where(output => output.Role == OutputRole.Result).ToEquatableArray(),
    });

    /// <param name="graph">The call's graph, or a body.</param>
    /// <param name="tripCount">How often the loop around turns that need not turn, as the call knows it.</param>
    /// <param name="isInLoop">Whether sizes may depend on the index of an enclosing loop.</param>
    private void Read(Graph graph, Dim? tripCount, bool isInLoop)
    {
        foreach (var node in graph.Nodes)
        {
            foreach (var symbol in NonNegativeSymbols.Find(node)) Add(symbol, tripCount);
            if (node.Kind == OpKind.Branch) continue;
            var within = tripCount is null && !isInLoop && node.Kind == OpKind.Loop && node.Loop.Count.HasClamp
                ? node.Loop.Count
                : tripCount;
            foreach (var body in node.Bodies) Read(body, within, isInLoop || node.Kind == OpKind.Loop);
        }
    }

    private void Add(string symbol, Dim? tripCount)
    {
        if (tripCount is not { } count) _always.Add(symbol);
        else if (!_tripCounts.TryGetValue(symbol, out var known)) _tripCounts.Add(symbol, [count]);
        else if (!known.Contains(count)) known.Add(count);
    }
}
