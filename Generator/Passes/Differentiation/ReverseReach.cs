using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// A loop that goes back through the iterations of another and carries what is reached of its loop-carried values, and of its captured ones
/// so far. It computes single numbers alone.
/// </summary>
/// <param name="outer">Holds the other loop, and gets this one.</param>
/// <param name="loop">The other loop.</param>
/// <param name="reads">What an iteration of it reads.</param>
/// <param name="results">In which calls its results are reached, by number.</param>
internal sealed class ReverseReach(GraphBuilder outer, Node loop, IReadOnlyList<IterationRead> reads,
    IReadOnlyDictionary<int, Node> results)
{
    private readonly int _captured = loop.Inputs.Count - loop.Carried;
    private readonly GraphBuilder _body =
        ControlFlow.Body(outer, loop.Bodies[0].Name + "_reach", loop.Loop.Index, loop.Loop.Count);
    private readonly List<Node> _operands = [];
    private readonly ElementType _type = results.Values.First().Type.Element;

    /// <summary>What the iterations tell, by what they read.</summary>
    private Dictionary<IterationRead, Node> _told = [];

    /// <summary>Whether a way to a result goes on behind an iteration, by the result's number.</summary>
    private readonly Dictionary<int, Node> _ways = [];

    /// <summary>Operands of the loop, and in which calls they are reached.</summary>
    /// <param name="inputs">The numbers of the body's inputs for them.</param>
    public IReadOnlyList<(int Operand, Node Reach)> Build(IReadOnlyList<int> inputs)
    {
        _told = reads.Where(read => read.Told is not null).ToDictionary(read => read, Slice);
        var carried = CarriedNumbers();
        AddWays(carried);
        var captured = reads.Select(read => read.Input).Where(input => input < _captured).Distinct().ToList();
        var before = captured.Select(input => Input("captured", input, Zero)).ToList();
        foreach (var number in carried) Result(Reached(_captured + number) ?? _body.Constant(0, _type));
        for (var index = 0; index < captured.Count; index++)
            Result(_body.Add(OpKind.Maximum, before[index], Reached(captured[index])!));
        return Parts([.. carried.Select(number => _captured + number), .. captured], inputs);
    }

    private Node Zero => outer.Constant(0, _type);

    private void AddWays(List<int> carried)
    {
        foreach (var result in reads.Select(read => read.Result).Distinct().Where(result => result >= loop.Carried))
            _ways.Add(result, Input("way", result, results[result]));
        foreach (var number in carried)
            _ways.Add(number, Input("carried", number, results.TryGetValue(number, out var reach) ? reach : Zero));
    }

    /// <summary>The numbers of the loop-carried values that iterations read or that lead to results.</summary>
    private List<int> CarriedNumbers()
        => reads.Select(read => read.Result).Concat(reads.Select(read => read.Input - _captured))
            .Where(number => number >= 0 && number < loop.Carried).Distinct().OrderBy(number => number).ToList();

    /// <summary>Whether an iteration reads an input on a way that goes on.</summary>
    private Node? Reached(int input)
        => reads.Where(read => read.Input == input)
            .Select(read => _told.TryGetValue(read, out var isRead) ? _body.Multiply(isRead, _ways[read.Result]) : _ways[read.Result])
            .Aggregate((Node?)null, (sum, way) => sum is null ? way : _body.Add(OpKind.Maximum, sum, way));

    private IReadOnlyList<(int Operand, Node Reach)> Parts(List<int> carriers, IReadOnlyList<int> inputs)
    {
        var reverse = outer.Add(OpKind.Loop, _operands, loop.Loop with
        {
            Bodies = [_body.Build()],
            IsReverse = !loop.Loop.IsReverse,
            Carried = carriers.Count,
        });
        return [.. inputs.Where(carriers.Contains).Select(input => (loop.Inputs[input], outer.Part(reverse, carriers.IndexOf(input))))];
    }

    /// <summary>What this iteration tells.</summary>
    private Node Slice(IterationRead read)
    {
        var number = read.Told!.Value;
        return _body.OfIteration(Input("told", number, outer.Part(loop, number)), loop.Loop.Index);
    }

    private Node Input(string kind, int number, Node operand)
    {
        _operands.Add(operand);
        return _body.Input(new(kind + GraphText.Number(number), operand.Type));
    }

    private void Result(Node node) => _body.Output(OutputRole.Result, "reached", node);
}
