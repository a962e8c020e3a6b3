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
    private readonly List<(int Capture, Node Slice, Node Gradient)> _pieces = [];
    private readonly Dim _index = Dim.Symbol(loop.Loop.Index);

    private GraphBuilder _inner = null!;

    /// <summary>The gradients of the loop's operands; null where none flows.</summary>
    /// <param name="results">The gradients of its results; null where none comes.</param>
    public Node?[] Build(IReadOnlyList<Node?> results)
    {
        _inner = GraphBuilder.Continue(_body with { Outputs = [] });
        var captures = _body.Inputs.Take(_captured).Select(input => input.Name).ToList();
        var carried = _body.Inputs.Skip(_captured).Select(input => input.Name).ToList();
        var sweep = new ReverseSweep(_inner, node => IsWanted(captures.IndexOf(node.Name)),
            outerSweep.Ranges.Within(loop, _body, _inner.Nodes))
        { Intercept = TryTakePiece };
        var stacks = Seeds(sweep, results);
        sweep.Run();

        // A capture without a gradient needs no accumulator.
        var flows = _body.Inputs.Select(input => Source(input.Name) is { } source ? sweep.GradientOf(source.Id) : null).ToList();
        var summed = Enumerable.Range(0, _captured).Where(number => flows[number] is not null).ToList();
        var floats = Enumerable.Range(_captured, loop.Loop.Carried).Where(number => _body.Inputs[number].Type.Element.IsFloat())
            .ToList();
        var sums = summed.Select(number => _inner.Input(new(SumName(number), _body.Inputs[number].Type))).ToList();
        var handed = floats.Select(number => flows[number] ?? Zero(_inner, _body.Inputs[number].Type))
            .Concat(summed.Select((number, index) => _inner.Add(sums[index], flows[number]!)))
            .Concat(_pieces.Select(piece => piece.Gradient)).ToList();

        var split = new ForwardBackwardSplit(_inner, sweep.IsForward, carried.Contains);
        var backward = ControlFlow.Body(outer, _body.Name + "_gradient", loop.Loop.Index, loop.Loop.Count);
        var declared = new Dictionary<string, Node>();
        var saved = new List<(string Name, TensorType Type)>();
        var outputs = split.Gradient(backward, handed, Declared, Read);
        outer.ReplaceBodies(loop, [split.Forward(_body, (builder, values) => values.Select(value => Widened(builder, value)))]);
        var current = outer.Nodes[loop.Id];
        var savedParts = saved.Select((_, number) => outer.Part(current, _body.Outputs.Count + number)).ToList();
        foreach (var part in savedParts) outerSweep.ForwardResults.Add(part.Id);

        return Loop();

        Node Declared(Node input)
        {
            var name = input.Name;
            return declared.TryGetValue(name, out var known) ? known : declared[name] = backward.UndeclaredInput(name, input.Type);
        }

        Node Read(int number, Node value)
        {
            var name = "saved" + GraphText.Number(number);
            var type = value.Type.With(Shape.Of(UpperBound(value.Type.Shape).Dims.Prepend(loop.Loop.Count)));
            saved.Add((name, type));
            return Narrowed(backward, IterationSlice(backward, backward.UndeclaredInput(name, type)), value.Type.Shape);
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
            var gradient = outer.Add(OpKind.Loop, operands, loop.Loop with
            {
                Bodies = [backward.Build()],
                IsReverse = !loop.Loop.IsReverse,
                Carried = carriers.Count,
            });
            var flowing = new Node?[loop.Inputs.Count];
            for (var index = 0; index < floats.Count; index++) flowing[floats[index]] = outer.Part(gradient, index);
            for (var index = 0; index < summed.Count; index++) flowing[summed[index]] = outer.Part(gradient, floats.Count + index);
            for (var index = 0; index < _pieces.Count; index++)
            {
                var (capture, slice, _) = _pieces[index];
                var stacked = new IterationSlices(outer, loop.Loop.Index,
                    loop.Loop.Count).Unstacked(outer.Part(gradient, floats.Count + summed.Count + index), slice.Slice.Axis,
                        slice.Slice.Start, _body.Inputs[capture].Type.Shape);
                flowing[capture] = flowing[capture] is { } sum ? outer.Add(sum, stacked) : stacked;
            }

            return flowing;
        }

        Node? StartOf(int number) => results[number - _captured];
    }

    private const string Carry = "carry.";

    private static string FlowName(int number) => Carry + "gradient" + GraphText.Number(number);

    private static string SumName(int number) => Carry + "sum" + GraphText.Number(number);

    private bool IsWanted(int capture) => capture < 0 || outerSweep.IsReached(loop.Inputs[capture]);

    private Node? Source(string name) => _inner.Nodes.FirstOrDefault(node => node.Kind == OpKind.Input && node.Name == name);

    /// <summary>Seeds the gradients of the body's results; returns the outer graph's stacks that the gradient reads, by name.</summary>
    private Dictionary<string, Node> Seeds(ReverseSweep sweep, IReadOnlyList<Node?> results)
    {
        var stacks = new Dictionary<string, Node>();
        for (var number = 0; number < _body.Outputs.Count; number++)
        {
            var output = _body[_body.Outputs[number].Node];
            if (!output.Type.Element.IsFloat()) continue;
            if (number < loop.Loop.Carried)
            {
                sweep.Seed(output.Id, _inner.Input(new(FlowName(_captured + number), output.Type)), isMasked);
            }
            else if (results[number] is { } stack)
            {
                var name = "gradient" + GraphText.Number(number);
                stacks.Add(name, stack);
                sweep.Seed(output.Id, IterationSlice(_inner, _inner.Input(new(name, stack.Type))), isMasked);
            }
        }

        return stacks;
    }

    /// <summary>The slice of a stack that belongs to this iteration.</summary>
    private Node IterationSlice(GraphBuilder builder, Node stack)
        => builder.Reshape(builder.Slice(stack, 0, _index, _index + 1), Shape.Of(stack.Type.Shape.Dims.Skip(1)));

    /// <summary>An upper bound of a value's shape over all iterations, for which a stack reserves room.</summary>
    private Shape UpperBound(Shape shape) => shape.AtMost(loop.Loop.Index, loop.Loop.Count - 1);

    private Node Widened(GraphBuilder builder, Node value)
    {
        var most = UpperBound(value.Type.Shape);
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

    private bool TryTakePiece(Node node, Node gradient)
    {
        if (node.Kind != OpKind.Slice || _inner.Nodes[node.Inputs[0]] is not { Kind: OpKind.Input } source) return false;
        var capture = _body.Inputs.Select(input => input.Name).ToList().IndexOf(source.Name);
        var (start, end) = (node.Slice.Start, node.Slice.End);
        if (capture < 0 || capture >= _captured || !(end - start).IsOne || (start - _index).Symbols.Contains(loop.Loop.Index))
            return false;
        _pieces.Add((capture, node, gradient));
        return true;
    }

    private static Node Zero(GraphBuilder builder, TensorType type) => builder.BroadcastTo(builder.Constant(0, type.Element), type.Shape);
}
