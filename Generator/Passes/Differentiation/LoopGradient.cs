using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// The gradient of a loop is a loop in reverse order. It carries the gradients of the loop-carried values and the accumulated gradients of
/// captured values; the loop stacks the values that the gradient needs. A captured tensor of which each iteration reads its own slice gets
/// its gradient as a stack of slices.
/// </summary>
/// <param name="outer">Holds the loop; gets the gradient.</param>
/// <param name="loop">The loop.</param>
/// <param name="outerSweep">The sweep that met it.</param>
/// <param name="isMasked">Whether zeros of gradients may say that an element was not chosen.</param>
internal sealed class LoopGradient(GraphBuilder outer, Node loop, ReverseSweep outerSweep, bool isMasked)
{
    private readonly Graph _body = loop.Bodies[0];
    private readonly int _captured = loop.Inputs.Count - loop.Loop.Carried;

    /// <summary>The outer graph's stacks that the gradient reads, by name.</summary>
    private readonly Dictionary<string, Node> _stacks = [];
    private readonly List<(int Capture, Node Slice, Node Gradient)> _pieces = [];

    private GraphBuilder _inner = null!;

    /// <summary>The gradients of the loop's operands; null where none flows.</summary>
    /// <param name="results">The gradients of its results; null where none comes.</param>
    public Node?[] Build(IReadOnlyList<Node?> results)
    {
        _inner = GraphBuilder.Continue(_body with { Outputs = [] });
        var sweep = Sweep(results);
        var flows = _body.Inputs.Select(input => sweep.GradientOfInput(input.Name)).ToList();
        var carriers = Carriers(flows, results);
        var handed = Handed(flows, carriers);
        return Flowing(Reverse(new(_inner, sweep.IsForward, name => _body.InputNumber(name) >= _captured), handed, carriers), carriers);
    }

    private ReverseSweep Sweep(IReadOnlyList<Node?> results)
    {
        var sweep = new ReverseSweep(_inner, IsWanted, outerSweep.Ranges.Within(loop, _body, _inner.Nodes)) { Intercept = TryTakePiece };
        for (var number = 0; number < _body.Outputs.Count; number++)
        {
            var output = _body[_body.Outputs[number].Node];
            if (output.Type.Element.IsFloat() && Seed(number, output, results[number]) is { } seed)
                sweep.Seed(output.Id, seed, isMasked);
        }

        sweep.Run();
        return sweep;
    }

    /// <summary>The gradient of a result of the body; null where none comes.</summary>
    private Node? Seed(int number, Node output, Node? stack)
    {
        if (number < loop.Loop.Carried) return _inner.Input(new(FlowName(_captured + number), output.Type));
        if (stack is null) return null;
        var name = "gradient" + GraphText.Number(number);
        _stacks.Add(name, stack);
        return _inner.OfIteration(_inner.Input(new(name, stack.Type)), loop.Loop.Index);
    }

    /// <summary>Adds the loop that computes the gradient, and makes this one save what it needs.</summary>
    private Node Reverse(ForwardBackwardSplit split, List<Node> handed, List<ReverseCarrier> carriers)
    {
        var reverse = new ReverseLoop(outer, loop);
        var outputs = split.Gradient(reverse.Body, handed, reverse.Declared, reverse.Saved);
        outer.ReplaceBodies(loop,
            [split.Forward(_body, (builder, values) => values.Select(value => reverse.Widened(builder, value)))]);
        return reverse.Build(carriers, outputs, Operand, SavedParts(split.Saved.Count));
    }

    private bool IsWanted(Node source) => Capture(source.Name) is not { } number || outerSweep.IsReached(loop.Inputs[number]);

    /// <summary>The number of a captured value; null where the body's input is none.</summary>
    private int? Capture(string name) => _body.InputNumber(name) is { } number && number < _captured ? number : null;

    private Node Operand(string name)
        => _stacks.TryGetValue(name, out var stack) ? stack : outer.Nodes[loop.Inputs[_body.InputNumber(name)!.Value]];

    /// <summary>The gradients of loop-carried floats, then the sums for captured values; without a gradient there is no sum.</summary>
    private List<ReverseCarrier> Carriers(List<Node?> flows, IReadOnlyList<Node?> results)
    {
        var floats = Enumerable.Range(_captured, loop.Loop.Carried).Where(number => _body.Inputs[number].Type.Element.IsFloat());
        var sums = Enumerable.Range(0, _captured).Where(number => flows[number] is not null);
        return
        [
            .. floats.Select(number => Carrier(FlowName(number), number, results[number - _captured])),
            .. sums.Select(number => Carrier(SumName(number), number, start: null)),
        ];
    }

    private ReverseCarrier Carrier(string name, int input, Node? start) => new(name, input, _body.Inputs[input].Type, start);

    /// <summary>What an iteration hands to the one before it, and the gradients of pieces.</summary>
    private List<Node> Handed(List<Node?> flows, List<ReverseCarrier> carriers)
    {
        var sums = carriers.Where(carrier => carrier.Input < _captured)
            .ToDictionary(carrier => carrier.Input, carrier => _inner.Input(new(carrier.Name, carrier.Type)));
        return carriers.Select(carrier => sums.TryGetValue(carrier.Input, out var sum)
            ? _inner.Add(sum, flows[carrier.Input]!)
            : flows[carrier.Input] ?? _inner.Zeros(carrier.Type)).Concat(_pieces.Select(piece => piece.Gradient)).ToList();
    }

    /// <summary>The loop's results behind its own, which it saves.</summary>
    private List<Node> SavedParts(int count)
    {
        var current = outer.Nodes[loop.Id];
        var parts = Enumerable.Range(_body.Outputs.Count, count).Select(number => outer.Part(current, number)).ToList();
        foreach (var part in parts) outerSweep.ForwardResults.Add(part.Id);
        return parts;
    }

    /// <summary>The results of the reverse loop, by the operands whose gradients they are.</summary>
    private Node?[] Flowing(Node reverse, List<ReverseCarrier> carriers)
    {
        var flowing = new Node?[loop.Inputs.Count];
        for (var index = 0; index < carriers.Count; index++) flowing[carriers[index].Input] = outer.Part(reverse, index);
        for (var index = 0; index < _pieces.Count; index++)
        {
            var capture = _pieces[index].Capture;
            var gradient = Unstacked(outer.Part(reverse, carriers.Count + index), _pieces[index].Slice.Slice, capture);
            flowing[capture] = flowing[capture] is { } sum ? outer.Add(sum, gradient) : gradient;
        }

        return flowing;
    }

    /// <summary>The gradient of a captured value, of which each iteration reads a slice.</summary>
    private Node Unstacked(Node stack, SliceArguments slice, int capture)
        => new IterationSlices(outer, loop.Loop.Index, loop.Loop.Count).Unstacked(stack, slice.Axis, slice.Start,
            _body.Inputs[capture].Type.Shape);

    private static string FlowName(int number) => ReverseLoop.Carry + "gradient" + GraphText.Number(number);

    private static string SumName(int number) => ReverseLoop.Carry + "sum" + GraphText.Number(number);

    private bool TryTakePiece(Node node, Node gradient)
    {
        if (node.Kind != OpKind.Slice || _inner.Nodes[node.Inputs[0]] is not { Kind: OpKind.Input } source) return false;
        if (Capture(source.Name) is not { } capture || !IsOfIteration(node.Slice)) return false;
        _pieces.Add((capture, node, gradient));
        return true;
    }

    /// <summary>Whether a slice has length 1 and moves by one in each iteration.</summary>
    private bool IsOfIteration(SliceArguments slice)
        => (slice.End - slice.Start).IsOne && !(slice.Start - Dim.Symbol(loop.Loop.Index)).Symbols.Contains(loop.Loop.Index);
}
