using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// The gradient of a loop is a loop the other way round. It carries the gradients of what the loop carries, and the sums of the gradients
/// of what the body captures; the values that it needs are stacked by the loop. A captured tensor of which each turn reads its own piece
/// gets its gradient as a stack of pieces.
/// </summary>
/// <param name="outer">Holds the loop; gets the gradient.</param>
/// <param name="loop">The loop.</param>
/// <param name="outerSweep">The sweep that met it.</param>
/// <param name="isMasked">Whether zeros of gradients may say that an element was not chosen.</param>
internal sealed class LoopGradient(GraphBuilder outer, Node loop, ReverseSweep outerSweep, bool isMasked)
{
    private readonly Graph _body = loop.Arguments.Bodies[0];
    private readonly int _captured = loop.Inputs.Count - loop.Arguments.Carried;
    private readonly List<(int Capture, Node Slice, Node Gradient)> _pieces = [];
    private readonly Dim _index = Dim.Symbol(loop.Arguments.Name!);

    private GraphBuilder _inner = null!;

    /// <summary>The gradients of the loop's operands; null where none flows.</summary>
    /// <param name="results">The gradients of its results; null where none comes.</param>
    public Node?[] Run(IReadOnlyList<Node?> results)
    {
        _inner = GraphBuilder.Continue(_body with { Outputs = [] });
        var captures = _body.Inputs.Take(_captured).Select(input => input.Name).ToList();
        var carried = _body.Inputs.Skip(_captured).Select(input => input.Name).ToList();
        var sweep = new ReverseSweep(_inner, node => IsWanted(captures.IndexOf(node.Arguments.Name!)),
            outerSweep.Ranges.Within(loop, _body, _inner.Nodes)) { Intercept = TakePiece };
        var stacks = Seeds(sweep, results);
        sweep.Run();

        // Without a gradient for what a capture got, nothing is summed for it.
        var flows = _body.Inputs.Select(input => Source(input.Name) is { } source ? sweep.GradientOf(source.Id) : null).ToList();
        var summed = Enumerable.Range(0, _captured).Where(number => flows[number] is not null).ToList();
        var floats = Enumerable.Range(_captured, loop.Arguments.Carried).Where(number => _body.Inputs[number].Type.Element.IsFloat())
            .ToList();
        var sums = summed.Select(number => _inner.Input(new(SumName(number), _body.Inputs[number].Type))).ToList();
        var handed = floats.Select(number => flows[number] ?? Zero(_inner, _body.Inputs[number].Type))
            .Concat(summed.Select((number, place) => _inner.Add(sums[place], flows[number]!)))
            .Concat(_pieces.Select(piece => piece.Gradient)).ToList();

        var split = new GradientBody(_inner, sweep.IsForward, carried.Contains);
        var backward = ControlFlow.Body(outer, _body.Name + "_gradient", loop.Arguments.Name, loop.Arguments.Count);
        var declared = new Dictionary<string, Node>();
        var saved = new List<(string Name, TensorType Type)>();
        var outputs = split.Gradient(backward, handed, Declared, Read);
        outer.Rebody(loop, [split.Forward(_body, (builder, values) => values.Select(value => Widened(builder, value)))]);
        var current = outer.Nodes[loop.Id];
        var savedParts = saved.Select((_, number) => outer.Part(current, _body.Outputs.Count + number)).ToList();
        foreach (var part in savedParts) outerSweep.ForwardParts.Add(part.Id);

        return Loop();

        Node Declared(Node input)
        {
            var name = input.Arguments.Name!;
            return declared.TryGetValue(name, out var known) ? known : declared[name] = backward.Placed(name, input.Type);
        }

        Node Read(int number, Node value)
        {
            var name = "saved" + GraphText.Number(number);
            var type = value.Type.With(Shape.Of(MostOf(value.Type.Shape).Dims.Prepend(loop.Arguments.Count)));
            saved.Add((name, type));
            return Narrowed(backward, Turn(backward, backward.Placed(name, type)), value.Type.Shape);
        }

        Node?[] Loop()
        {
            var used = declared.Keys.Where(name => !name.StartsWith(Carry, StringComparison.Ordinal)).ToList();
            var carriers = floats.Select(number => (Name: FlowName(number), _body.Inputs[number].Type, Start: StartOf(number)))
                .Concat(summed.Select(number => (Name: SumName(number), _body.Inputs[number].Type, Start: (Node?)null))).ToList();
            foreach (var name in used) backward.Declare(new InputInfo(name, declared[name].Type));
            foreach (var (name, type) in saved) backward.Declare(new InputInfo(name, type));
            foreach (var (name, type, _) in carriers) backward.Declare(new InputInfo(name, type));
            for (var number = 0; number < outputs.Count; number++)
                backward.Output(OutputRole.Result, number < floats.Count + summed.Count ? carriers[number].Name : "piece", outputs[number]);
            var operands = used.Select(name =>
                stacks.TryGetValue(name, out var stack) ? stack : outer.Nodes[loop.Inputs[captures.IndexOf(name)]])
                .Concat(savedParts)
                .Concat(carriers.Select(carrier => carrier.Start ?? Zero(outer, carrier.Type))).ToList();
            var gradient = outer.Add(OpKind.Loop, operands, loop.Arguments with
            {
                Bodies = [backward.Build()],
                Reverse = !loop.Arguments.Reverse,
                Carried = carriers.Count,
            });
            var flowing = new Node?[loop.Inputs.Count];
            for (var place = 0; place < floats.Count; place++) flowing[floats[place]] = outer.Part(gradient, place);
            for (var place = 0; place < summed.Count; place++) flowing[summed[place]] = outer.Part(gradient, floats.Count + place);
            for (var place = 0; place < _pieces.Count; place++)
            {
                var (capture, slice, _) = _pieces[place];
                var whole = new LoopTurns(outer, loop.Arguments.Name!,
                    loop.Arguments.Count).Unstacked(outer.Part(gradient, floats.Count + summed.Count + place), slice.Arguments.Axes[0],
                        slice.Arguments.Start, _body.Inputs[capture].Type.Shape);
                flowing[capture] = flowing[capture] is { } sum ? outer.Add(sum, whole) : whole;
            }

            return flowing;
        }

        Node? StartOf(int number) => results[number - _captured];
    }

    private const string Carry = "carry.";

    private static string FlowName(int number) => Carry + "gradient" + GraphText.Number(number);

    private static string SumName(int number) => Carry + "sum" + GraphText.Number(number);

    private bool IsWanted(int capture) => capture < 0 || outerSweep.IsReached(loop.Inputs[capture]);

    private Node? Source(string name) => _inner.Nodes.FirstOrDefault(node => node.Kind == OpKind.Input && node.Arguments.Name == name);

    /// <summary>Gives the results of the body their gradients; the stacks of the outer graph that the gradient reads, by name.</summary>
    private Dictionary<string, Node> Seeds(ReverseSweep sweep, IReadOnlyList<Node?> results)
    {
        var stacks = new Dictionary<string, Node>();
        for (var number = 0; number < _body.Outputs.Count; number++)
        {
            var output = _body[_body.Outputs[number].Node];
            if (!output.Type.Element.IsFloat()) continue;
            if (number < loop.Arguments.Carried)
            {
                sweep.Seed(output.Id, _inner.Input(new(FlowName(_captured + number), output.Type)), isMasked);
            }
            else if (results[number] is { } stack)
            {
                var name = "gradient" + GraphText.Number(number);
                stacks.Add(name, stack);
                sweep.Seed(output.Id, Turn(_inner, _inner.Input(new(name, stack.Type))), isMasked);
            }
        }

        return stacks;
    }

    /// <summary>This turn's piece of a stack.</summary>
    private Node Turn(GraphBuilder builder, Node stack)
        => builder.Reshape(builder.Slice(stack, 0, _index, _index + 1), Shape.Of(stack.Type.Shape.Dims.Skip(1)));

    /// <summary>The shape that a value has in no turn more of: a stack has room for as much in each.</summary>
    private Shape MostOf(Shape shape) => shape.AtMost(loop.Arguments.Name!, loop.Arguments.Count - 1);

    private Node Widened(GraphBuilder builder, Node value)
    {
        var most = MostOf(value.Type.Shape);
        for (var axis = 0; axis < most.Rank; axis++)
        {
            if (most[axis] != value.Type.Shape[axis]) value = builder.Pad(value, axis, 0, most[axis] - value.Type.Shape[axis]);
        }

        return value;
    }

    private static Node Narrowed(GraphBuilder builder, Node value, Shape shape)
    {
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (value.Type.Shape[axis] != shape[axis]) value = builder.Slice(value, axis, 0, shape[axis]);
        }

        return value;
    }

    private bool TakePiece(Node node, Node gradient)
    {
        if (node.Kind != OpKind.Slice || _inner.Nodes[node.Inputs[0]] is not { Kind: OpKind.Input } source) return false;
        var capture = _body.Inputs.Select(input => input.Name).ToList().IndexOf(source.Arguments.Name!);
        var (start, end) = (node.Arguments.Start, node.Arguments.End);
        if (capture < 0 || capture >= _captured || !(end - start).IsOne || (start - _index).Symbols.Contains(loop.Arguments.Name!))
            return false;
        _pieces.Add((capture, node, gradient));
        return true;
    }

    private static Node Zero(GraphBuilder builder, TensorType type) => builder.BroadcastTo(builder.Constant(0), type.Shape);
}
