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

    /// <summary>Operands of the loop, and in which calls they are reached.</summary>
    /// <param name="inputs">The numbers of the body's inputs for them.</param>
    public IReadOnlyList<(int Operand, Node Reach)> Build(IReadOnlyList<int> inputs)
    {
        var told = reads.Where(read => read.Told is not null).ToDictionary(read => read, Slice);
        var ways = reads.Select(read => read.Result).Distinct().Where(result => result >= loop.Carried)
            .ToDictionary(result => result, result => Input("way", result, results[result]));
        var carried = reads.Select(read => read.Result).Concat(reads.Select(read => read.Input - _captured))
            .Where(number => number >= 0 && number < loop.Carried).Distinct().OrderBy(number => number).ToList();
        var captured = reads.Select(read => read.Input).Where(input => input < _captured).Distinct().ToList();
        foreach (var number in carried)
            ways.Add(number, Input("carried", number, results.TryGetValue(number, out var reach) ? reach : outer.Constant(0, _type)));
        var before = captured.Select(input => Input("captured", input, outer.Constant(0, _type))).ToList();
        foreach (var number in carried) Result(Reached(_captured + number) ?? _body.Constant(0, _type));
        foreach (var (input, sum) in captured.Zip(before, (input, sum) => (input, sum)))
            Result(_body.Add(OpKind.Maximum, sum, Reached(input)!));
        return Parts([.. carried.Select(number => _captured + number), .. captured], inputs);

        // Whether an iteration reads an input on a way that goes on.
        Node? Reached(int input)
            => reads.Where(read => read.Input == input)
                .Select(read => told.TryGetValue(read, out var isRead) ? _body.Multiply(isRead, ways[read.Result]) : ways[read.Result])
                .Aggregate((Node?)null, (sum, way) => sum is null ? way : _body.Add(OpKind.Maximum, sum, way));
    }

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
        var stack = Input("told", read.Told!.Value, outer.Part(loop, read.Told!.Value));
        var index = Dim.Symbol(loop.Loop.Index);
        return _body.Reshape(_body.Slice(stack, 0, index, index + 1), Shape.Scalar);
    }

    private Node Input(string kind, int number, Node operand)
    {
        _operands.Add(operand);
        return _body.Input(new(kind + GraphText.Number(number), operand.Type));
    }

    private void Result(Node node) => _body.Output(OutputRole.Result, "reached", node);
}
