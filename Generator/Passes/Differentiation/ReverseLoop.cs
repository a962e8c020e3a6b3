using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>The loop that computes a loop's gradient: it goes back through the iterations, and reads what they have saved.</summary>
/// <param name="outer">Holds the other loop, and gets this one.</param>
/// <param name="loop">The other loop.</param>
internal sealed class ReverseLoop(GraphBuilder outer, Node loop)
{
    /// <summary>What the names of carried values begin with.</summary>
    public const string Carry = "carry.";

    private readonly Dictionary<string, Node> _declared = [];
    private readonly List<(string Name, TensorType Type)> _saved = [];

    /// <summary>Its body.</summary>
    public GraphBuilder Body { get; } =
        ControlFlow.Body(outer, loop.Bodies[0].Name + "_gradient", loop.Loop.Index, loop.Loop.Count);

    /// <summary>The node of its body that stands for an input of the other's.</summary>
    public Node Declared(Node input)
    {
        var name = input.Name;
        return _declared.TryGetValue(name, out var known) ? known : _declared[name] = Body.UndeclaredInput(name, input.Type);
    }

    /// <summary>The node that reads what an iteration has saved, given its number.</summary>
    public Node Saved(int number, Node value)
    {
        var name = "saved" + GraphText.Number(number);
        var type = value.Type.With(Shape.Of(UpperBound(value.Type.Shape).Dims.Prepend(loop.Loop.Count)));
        _saved.Add((name, type));
        return Narrowed(Body.OfIteration(Body.UndeclaredInput(name, type), loop.Loop.Index), value.Type.Shape);
    }

    /// <summary>A value as it is saved: its size may vary between iterations, and all have the same room.</summary>
    public Node Widened(GraphBuilder builder, Node value)
    {
        var most = UpperBound(value.Type.Shape);
        for (var axis = 0; axis < most.Rank; axis++)
        {
            if (most[axis] != value.Type.Shape[axis]) value = builder.Pad(value, axis, 0, most[axis] - value.Type.Shape[axis]);
        }

        return value;
    }

    /// <summary>Adds the loop.</summary>
    /// <param name="carriers">What it carries.</param>
    /// <param name="outputs">The results of its body; those behind what is carried are stacked.</param>
    /// <param name="operand">The outer value of an input of its body, by name.</param>
    /// <param name="saved">What the other loop has saved.</param>
    public Node Build(IReadOnlyList<ReverseCarrier> carriers, IReadOnlyList<Node> outputs, Func<string, Node> operand,
        IEnumerable<Node> saved)
    {
        var used = _declared.Keys.Where(name => !name.StartsWith(Carry, StringComparison.Ordinal)).ToList();
        Declare(used, carriers);
        for (var number = 0; number < outputs.Count; number++)
            Body.Output(OutputRole.Result, number < carriers.Count ? carriers[number].Name : "piece", outputs[number]);
        var starts = carriers.Select(carrier => carrier.Start ?? outer.Zeros(carrier.Type));
        return outer.Add(OpKind.Loop, [.. used.Select(operand), .. saved, .. starts], Arguments(carriers.Count));
    }

    private LoopArguments Arguments(int carried)
        => loop.Loop with { Bodies = [Body.Build()], IsReverse = !loop.Loop.IsReverse, Carried = carried };

    private void Declare(List<string> used, IReadOnlyList<ReverseCarrier> carriers)
    {
        foreach (var name in used) Body.Declare(new InputInfo(name, _declared[name].Type));
        foreach (var (name, type) in _saved) Body.Declare(new InputInfo(name, type));
        foreach (var carrier in carriers) Body.Declare(new InputInfo(carrier.Name, carrier.Type));
    }

    /// <summary>An upper bound of a value's shape over all iterations.</summary>
    private Shape UpperBound(Shape shape) => shape.AtMost(loop.Loop.Index, loop.Loop.Count - 1);

    private Node Narrowed(Node value, Shape shape)
    {
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (value.Type.Shape[axis] != shape[axis]) value = Body.Slice(value, axis, 0, shape[axis]);
        }

        return value;
    }
}
