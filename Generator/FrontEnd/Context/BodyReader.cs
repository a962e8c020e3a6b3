using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>
/// The body of a loop or a branch while it is read: its own graph, and what it has captured of the graph around it. Sources, host scalars
/// and movement are rematerialized in the body rather than captured, so that they remain index arithmetic.
/// </summary>
internal sealed class BodyReader
{
    private readonly GraphBuilder _outer;
    private readonly string? _index;
    private readonly bool _alwaysRuns;
    private readonly Dictionary<int, Node> _copies = [];
    private readonly List<Node> _operands = [];
    private int _carried;

    /// <param name="outer">The graph around.</param>
    /// <param name="index">A loop's index.</param>
    /// <param name="count">How often the loop runs, where that is known by then.</param>
    public BodyReader(GraphBuilder outer, string? index = null, Dim? count = null)
    {
        (_outer, _index) = (outer, index);
        _alwaysRuns = count is { } tripCount && outer.Ranges.IsProven(tripCount - 1);
        Builder = ControlFlow.Body(outer, index ?? "side", index, count);
        Builder.ParameterSource = info => Capture(outer.Parameter(info));
    }

    public GraphBuilder Builder { get; }

    /// <summary>The nodes of the graph around that the body takes as inputs, in order.</summary>
    public IReadOnlyList<Node> Operands => _operands;

    /// <summary>Adds an input for a loop-carried value.</summary>
    public Node Carried(TensorType type) => Builder.UndeclaredInput(CarriedName(_carried++), type);

    public static string CarriedName(int number) => "carried" + GraphText.Number(number);

    /// <summary>Takes a value of the graph around into the body.</summary>
    public SymbolicValue Capture(SymbolicValue value) => value switch
    {
        TensorValue tensor => new TensorValue(Capture(_outer.Nodes[tensor.Node.Id])),
        ListValue list => list.With(node => Capture(_outer.Nodes[node.Id])),
        TupleValue tuple => new TupleValue(tuple.Items.Select(Capture).ToList()),
        _ => value,
    };

    public Node Capture(Node node)
    {
        if (_copies.TryGetValue(node.Id, out var known)) return Builder.Nodes[known.Id];
        var copy = IsRematerialized(node) ? Builder.Copy(node, node.Inputs.Select(id => Capture(_outer.Nodes[id])).ToList()) : Input(node);
        _copies.Add(node.Id, copy);
        return copy;
    }

    /// <summary>The body's input for a node of the graph around, be it unused.</summary>
    public InputInfo InputOf(Node node) => Builder.Inputs.FirstOrDefault(input => input.Name == Name(node)) ?? new(Name(node), node.Type);

    /// <summary>The finished body.</summary>
    /// <param name="results">Its results.</param>
    /// <param name="carried">The types of what is carried, in order.</param>
    /// <exception cref="ShapeException">The shapes are compatible in some iterations only.</exception>
    public Graph Finish(IEnumerable<Node> results, IReadOnlyList<TensorType>? carried = null)
    {
        for (var number = 0; number < carried?.Count; number++) Builder.Declare(new InputInfo(CarriedName(number), carried[number]));
        foreach (var node in results) Builder.Output(OutputRole.Result, "result" + GraphText.Number(node.Id), node);
        var graph = Builder.Build();
        foreach (var guard in graph.Guards)
        {
            if (_index is not null && guard.Left.Symbols.Concat(guard.Right.Symbols).Contains(_index))
                throw new ShapeException($"{guard.Because}, in each turn of the loop");
            if (_alwaysRuns) _outer.Guard(guard);
        }

        foreach (var (input, operand) in graph.Inputs.Zip(_operands, (input, operand) => (input, operand)))
        {
            if (input.Bound is { } bound) _outer.Bound(operand, bound);
        }

        return _alwaysRuns ? graph with { Guards = [] } : graph;
    }

    private static string Name(Node node) => "value" + GraphText.Number(node.Id);

    private Node Input(Node node)
    {
        var stored = _outer.Stored(node);
        _operands.Add(stored);
        var input = Builder.Input(new(Name(stored), stored.Type));
        if ((node.Label ?? node.SourceName) is { } label) Builder.Label(input, label);
        Builder.Originate(input, new(node.Origin?.Source, OriginRole.Forward, ValueNames.Of(node), Origin.Itself));
        return Builder.Restored(Builder.Nodes[input.Id], node.Type.Element);
    }

    private bool IsRematerialized(Node node)
        => node.Kind.Row().Class == OpClass.Source ? !node.Kind.IsDeclared()
            : (node.Kind.Row().Class == OpClass.Movement && node.Kind is not (OpKind.Concat or OpKind.Pad)) || _outer.IsHost(node);
}
