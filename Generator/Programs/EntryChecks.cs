using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Collects what a graph asks of indices and sizes. The sides of a branch whose condition the host reads from tensors are left out: on
/// entry it is not known which one runs, so each checks its own limits when it runs.
/// </summary>
internal sealed class EntryChecks
{
    /// <summary>What the symbols can be: those of a side are 0 or more where they are sizes or indices there.</summary>
    private readonly DimRanges _ranges;

    /// <summary>The symbols that enclosing graphs already require to be non-negative.</summary>
    private readonly HashSet<string> _checked;

    /// <summary>Whether a side of a branch is around: what is outside of all, the emitted call asks for.</summary>
    private readonly bool _isInSide;

    private EntryChecks(DimRanges ranges, IEnumerable<string> asked, bool isInSide)
        => (_ranges, _checked, _isInSide) = (ranges, [.. asked], isInSide);

    /// <param name="graph">A call's graph as it was read: what passes change of loops does not change what they may reach.</param>
    /// <param name="ranges">What the symbols can be in the call.</param>
    public static CheckBlock ForCall(Graph graph, DimRanges ranges)
        => new EntryChecks(ranges, [], isInSide: false).Block(graph) with { Guards = [] };

    /// <summary>The checks of one side of a branch.</summary>
    /// <param name="side">The side.</param>
    /// <param name="ranges">What the symbols can be.</param>
    public static CheckBlock ForBranchSide(Graph side, DimRanges ranges) => new EntryChecks(ranges, [], isInSide: true).Block(side);

    /// <summary>Whether the condition of a branch follows from the numbers of the call alone.</summary>
    public static bool IsKnown(Graph graph, Node branch) => !HostValues.TensorReads(graph, branch.Inputs[0]).Any();

    private CheckBlock Block(Graph graph)
    {
        var numbers = graph.Nodes.SelectMany(NonNegativeSymbols.Find).Where(symbol => !_checked.Contains(symbol)).Distinct().ToList();
        var inner = new EntryChecks(_ranges, _checked.Concat(numbers), _isInSide);
        var (loops, branches) = (inner.Loops(graph), inner.Branches(graph));
        var natural = numbers.Select(Dim.Symbol).Where(MayBeNegative).Select(Natural);
        var conditions = Numbers(graph, branches.Select(branch => branch.Condition));
        var limits = graph.Limits.Where(limit => !limit.IsMet(_ranges));
        return new(natural.Concat(limits).ToEquatableArray(), graph.Guards, conditions, loops, branches);
    }

    /// <summary>Whether a side of a branch must check a size or an index.</summary>
    private bool MayBeNegative(Dim symbol) => _isInSide && !_ranges.IsNatural(symbol);

    private EquatableArray<CheckLoop> Loops(Graph graph)
        => graph.Nodes.Where(node => node.Kind == OpKind.Loop).Select(Loop).Where(loop => !loop.Body.IsEmpty).ToEquatableArray();

    private EquatableArray<CheckBranch> Branches(Graph graph)
        => graph.Nodes.Where(node => node.Kind == OpKind.Branch && IsKnown(graph, node)).Select(Branch)
            .Where(branch => !branch.Then.IsEmpty || !branch.Else.IsEmpty).ToEquatableArray();

    private static DimLimit Natural(Dim symbol) => new(symbol, 0, null, 0, $"the size or index {symbol}", "");

    private CheckLoop Loop(Node node)
    {
        var (index, count) = (node.Loop.Index, node.Loop.Count);
        return new(index, count, new EntryChecks(_ranges.Within(index, count), _checked, _isInSide).Block(node.Bodies[0]));
    }

    private CheckBranch Branch(Node node) => new(node.Inputs[0], Side(node.Bodies[0]), Side(node.Bodies[1]));

    private CheckBlock Side(Graph graph) => new EntryChecks(_ranges, _checked, isInSide: true).Block(graph);

    private static EquatableArray<Node> Numbers(Graph graph, IEnumerable<int> conditions)
    {
        var needed = new HashSet<int>();
        foreach (var id in conditions) Need(id);
        return graph.Nodes.Where(node => needed.Contains(node.Id)).ToEquatableArray();

        void Need(int id)
        {
            if (!needed.Add(id)) return;
            foreach (var operand in graph[id].Inputs) Need(operand);
        }
    }
}
