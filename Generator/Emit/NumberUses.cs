using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Emit;

/// <summary>
/// Where the whole numbers of a call are sizes or indices, so that they must not be negative. How often a loop turns is no such use: below
/// 0 it does not turn at all; nor is a use in its body one in a call in which it does not turn. The sides of branches ask for
/// themselves: <see cref="CheckBlock"/>.
/// </summary>
internal sealed class NumberUses
{
    private readonly Dictionary<string, List<Dim>> _turns = [];
    private readonly HashSet<string> _always = [];

    /// <param name="graph">The model's graph.</param>
    /// <param name="kind">The call: one that computes Forward alone asks nothing for Loss.</param>
    public NumberUses(Graph graph, ProgramKind kind)
    {
        if (kind == ProgramKind.Predict) graph = Forward(graph);
        foreach (var symbol in graph.Guards.SelectMany(guard => guard.Left.BareSymbols.Concat(guard.Right.BareSymbols)))
            _always.Add(symbol);
        Read(graph, null, isInLoop: false);
    }

    /// <summary>Whether a number is a size or an index in each call.</summary>
    public bool IsAlways(string symbol) => _always.Contains(symbol);

    /// <summary>The turns of the loops in which it is one: where one of them is above 0, it must not be negative.</summary>
    public IReadOnlyList<Dim> Turns(string symbol) => _turns.TryGetValue(symbol, out var turns) ? turns : [];

    private static Graph Forward(Graph graph) => DeadNodes.Run(graph with
    {
        Guards = graph.Guards.Where(guard => !guard.IsOfLoss).ToEquatableArray(),
        Outputs = graph.Outputs.Where(output => output.Role == OutputRole.Result).ToEquatableArray(),
    });

    /// <param name="graph">The call's graph, or a body.</param>
    /// <param name="turns">How often the loop around turns that need not turn, as the call knows it.</param>
    /// <param name="isInLoop">Whether sizes may depend on the turn of a loop around.</param>
    private void Read(Graph graph, Dim? turns, bool isInLoop)
    {
        foreach (var node in graph.Nodes)
        {
            foreach (var symbol in NaturalNumbers.Of(node)) Add(symbol, turns);
            if (node.Kind == OpKind.Branch) continue;
            var within = turns is null && !isInLoop && node.Kind == OpKind.Loop && node.Arguments.Count.HasClamp
                ? node.Arguments.Count
                : turns;
            foreach (var body in node.Arguments.Bodies) Read(body, within, isInLoop || node.Kind == OpKind.Loop);
        }
    }

    private void Add(string symbol, Dim? turns)
    {
        if (turns is not { } count) _always.Add(symbol);
        else if (!_turns.TryGetValue(symbol, out var known)) _turns.Add(symbol, [count]);
        else if (!known.Contains(count)) known.Add(count);
    }
}
