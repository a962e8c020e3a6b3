using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>Builds a <see cref="Graph"/> node by node and infers types. Declared sources are unique.</summary>
internal sealed class GraphBuilder
{
    private readonly ElementType _precision;

    /// <summary>Whether it goes on with a graph that the front end has made.</summary>
    private readonly bool _isOfPass;
    private readonly List<Node> _nodes = [];
    private readonly List<InputInfo> _inputs = [];
    private readonly List<ParameterInfo> _parameters = [];
    private readonly List<StateInfo> _states = [];

    /// <summary>Which inputs, parameters and states are declared.</summary>
    private readonly HashSet<(OpKind Kind, string Name)> _declared = [];
    private readonly List<GraphOutput> _outputs = [];
    private readonly List<DimGuard> _guards = [];
    private readonly List<DimLimit> _limits = [];
    private bool _isOfLoss;
    private int _guardsOfForward;
    private readonly ShapeRules _rules;

    /// <summary>The ids of the first source of each kind, name and type among the first <see cref="_sourcesScanned"/> nodes.</summary>
    private readonly Dictionary<(OpKind Kind, string Name, ElementType Element), int> _sources = [];
    private int _sourcesScanned;

    /// <summary>The host scalars among the first <see cref="_hostScanned"/> nodes.</summary>
    private readonly HashSet<int> _host = [];
    private int _hostScanned;

    public GraphBuilder(string name, ElementType precision) : this(name, precision, isOfPass: false) { }

    /// <summary>A builder of a body in another one's graph.</summary>
    public GraphBuilder(string name, GraphBuilder outer) : this(name, outer._precision, outer._isOfPass) { }

    private GraphBuilder(string name, ElementType precision, bool isOfPass)
    {
        (Name, _precision, _isOfPass) = (name, precision, isOfPass);
        _rules = new ShapeRules(_guards);
    }

    /// <summary>A builder that goes on where <paramref name="graph"/> ends, so that its node ids stay valid.</summary>
    public static GraphBuilder Continue(Graph graph)
    {
        var builder = Declaring(graph);
        builder._nodes.AddRange(graph.Nodes);
        builder._outputs.AddRange(graph.Outputs);
        return builder;
    }

    /// <summary>A builder with the declarations of <paramref name="graph"/>, but none of its nodes and outputs.</summary>
    public static GraphBuilder Declaring(Graph graph)
    {
        var builder = new GraphBuilder(graph.Name, graph.Precision, isOfPass: true);
        builder.FixedSymbols.AddRange(graph.FixedSymbols);
        builder.BatchSymbols.AddRange(graph.BatchSymbols);
        builder.Numbers.AddRange(graph.Numbers);
        builder.DeclareAll(graph);
        builder._guards.AddRange(graph.Guards);
        builder._limits.AddRange(graph.Limits);
        return builder;
    }

    private void DeclareAll(Graph graph)
    {
        foreach (var input in graph.Inputs) Declare(input);
        foreach (var parameter in graph.Parameters) Declare(_parameters, OpKind.Parameter, parameter.Name, parameter);
        foreach (var state in graph.States) Declare(_states, OpKind.State, state.Name, state);
    }

    public string Name { get; set; }

    /// <summary>Where the nodes come from that are made from now on; null where nothing is known of that.</summary>
    public Origin? Origin { get; set; }

    /// <summary>Whether a node is a number of the host: <see cref="HostValues"/>.</summary>
    public bool IsHost(Node node)
    {
        if (node.Type.Rank > 0) return false;
        HostValues.Extend(_host, _nodes, _hostScanned);
        _hostScanned = _nodes.Count;
        return _host.Contains(node.Id);
    }

    /// <summary>A name for a loop's index that no symbol has yet.</summary>
    public string FreshIndex()
    {
        var name = "turn";
        for (var number = 2; FixedSymbols.Contains(name) || BatchSymbols.Contains(name) || !Indices.Add(name); number++)
            name = "turn" + GraphText.Number(number);
        return name;
    }

    /// <summary>The names that loops have, shared with the bodies' builders.</summary>
    public HashSet<string> Indices { get; init; } = [];

    /// <summary>The type of what the front end makes and the source names no type for.</summary>
    /// <exception cref="InvalidOperationException">A pass asks, which follows the types of its operands.</exception>
    public ElementType Precision
        => _isOfPass ? throw new InvalidOperationException("a pass follows the types of its operands, not the precision") : _precision;

    /// <summary>What the symbols can be.</summary>
    public DimRanges Ranges { get; init; } = DimRanges.Unknown;

    public List<string> FixedSymbols { get; } = [];

    public List<string> BatchSymbols { get; } = [];

    /// <summary>The constructor's numbers that are no dimensions.</summary>
    public List<string> Numbers { get; init; } = [];

    /// <summary>The calls of modules, each before those within it.</summary>
    public List<LayerCall> Layers { get; } = [];

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<InputInfo> Inputs => _inputs;

    public IReadOnlyList<ParameterInfo> Parameters => _parameters;

    public Node Input(InputInfo info)
        => Declared(OpKind.Input, info.Name, info.Type, () => Declare(_inputs, OpKind.Input, info.Name, info));

    /// <summary>
    /// An input that is declared later, by <see cref="Declare(InputInfo)"/>, so that the order of inputs can differ from the order of their
    /// first uses.
    /// </summary>
    public Node UndeclaredInput(string name, TensorType type) => Append(OpKind.Input, [], new NameArguments(name), type, null);

    public void Declare(InputInfo info) => Declare(_inputs, OpKind.Input, info.Name, info);

    /// <summary>Where a body's parameters come from: the graph around it.</summary>
    public Func<ParameterInfo, Node>? ParameterSource { get; set; }

    public Node Parameter(ParameterInfo info) => ParameterSource is not null
        ? ParameterSource(info)
        : Declared(OpKind.Parameter, info.Name, info.Type, () => Declare(_parameters, OpKind.Parameter, info.Name, info));

    public Node State(StateInfo info)
        => Declared(OpKind.State, info.Name, info.Type, () => Declare(_states, OpKind.State, info.Name, info));

    public Node HostScalar(string name) => HostScalar(name, Precision);

    public Node HostScalar(string name, ElementType element)
        => Source(OpKind.HostScalar, name, element) ?? Add(OpKind.HostScalar, [], new NameArguments(name) { Element = element });

    /// <summary>One of the constructor's numbers that are no dimensions.</summary>
    public Node Number(string name)
    {
        if (!Numbers.Contains(name)) Numbers.Add(name);
        return HostScalar(name);
    }

    public Node Constant(double value) => Constant(value, Precision);

    public Node Constant(double value, ElementType element)
        => Add(OpKind.Constant, [], new ConstantArguments(value) { Element = element });

    /// <summary>A number of the type of another value, beside which it is an operand.</summary>
    public Node Constant(double value, Node beside) => Constant(value, FloatBeside(beside));

    /// <summary>The dimension as a float.</summary>
    public Node DimValue(Dim dim) => DimValue(dim, Precision);

    public Node DimValue(Dim dim, ElementType element) => Add(OpKind.DimValue, [], new DimArguments(dim) { Element = element });

    /// <summary>The dimension as a float of the type of another value.</summary>
    public Node DimValue(Dim dim, Node beside) => DimValue(dim, FloatBeside(beside));

    /// <summary>A value with elements of another type; itself where it has that type.</summary>
    public Node Convert(Node value, ElementType element)
        => value.Type.Element == element ? value : Add(OpKind.Convert, [value], new ElementArguments { Element = element });

    /// <summary>Truths or whole numbers as floats; floats stay what they are.</summary>
    public Node ToFloat(Node value) => value.Type.Element.IsFloat() ? value : Convert(value, Precision);

    /// <summary>The one element of a tensor, which the host reads: a float, be the tensor one of whole numbers.</summary>
    public Node Item(Node tensor) => Add(OpKind.Item, [tensor], new ElementArguments { Element = FloatBeside(tensor) });

    public Node Iota(Shape shape, int axis) => Add(OpKind.Iota, [], new IotaArguments(axis, shape));

    /// <summary>
    /// Uniform numbers in [0, 1), different in each step, in each iteration of the enclosing loops and for each node.
    /// </summary>
    public Node Random(Shape shape) => Random(shape, Precision);

    /// <inheritdoc cref="Random(Shape)"/>
    public Node Random(Shape shape, ElementType element)
        => Add(OpKind.Random, [], new RandomArguments(shape, Streams.Next(), Iteration) { Element = element });

    /// <summary>Linearized iteration index of the enclosing loops.</summary>
    public Dim Iteration { get; init; }

    /// <summary>Allocates the ids of random streams; shared with the builders of bodies.</summary>
    public StreamCounter Streams { get; init; } = new();

    /// <summary>An undefined value, which is never read.</summary>
    public Node Undefined(TensorType type) => Append(OpKind.Undefined, [], OpArguments.None, type, null);

    /// <summary>One result of a loop or a branch.</summary>
    public Node Part(Node control, int number)
        => Append(OpKind.Part, [control], new PartArguments(number), ControlFlow.ResultType(control, number), null);

    /// <summary>Replaces the bodies of a loop or a branch; the existing results remain the first ones.</summary>
    public void ReplaceBodies(Node control, EquatableArray<Graph> bodies)
        => _nodes[control.Id] = _nodes[control.Id] with { Arguments = control.Control with { Bodies = bodies } };

    /// <summary>Adds an operation.</summary>
    /// <exception cref="ShapeException">The operands' shapes cannot meet.</exception>
    public Node Add(OpKind kind, IReadOnlyList<Node> inputs, OpArguments? arguments = null, string? label = null)
    {
        arguments ??= OpArguments.None;
        var types = new TensorType[inputs.Count];
        for (var number = 0; number < types.Length; number++) types[number] = inputs[number].Type;
        var type = _rules.Infer(kind, types, arguments);
        return Append(kind, inputs, arguments, type, label);
    }

    public Node Add(OpKind kind, params Node[] inputs) => Add(kind, inputs, null);

    /// <summary>The common broadcast shape of any number of operands.</summary>
    /// <exception cref="ShapeException">They do not.</exception>
    public Shape BroadcastShape(IReadOnlyList<Node> nodes) => nodes.Select(node => node.Type.Shape).Aggregate(_rules.BroadcastShapes);

    /// <summary>Tells how many classes an integer input chooses from; the smaller bound stays when there are two constants.</summary>
    public void Bound(string input, Dim classes)
    {
        var index = _inputs.FindIndex(info => info.Name == input);
        if (_inputs[index].Bound is not { } old || classes.Constant < old.Constant)
            _inputs[index] = _inputs[index] with { Bound = classes };
    }

    /// <summary>The same for indices that are an input under another shape.</summary>
    public void Bound(Node indices, Dim classes)
    {
        while (indices.Kind is OpKind.Reshape or OpKind.Transpose or OpKind.Broadcast or OpKind.Slice) indices = _nodes[indices.Inputs[0]];
        if (indices.Kind == OpKind.Input) Bound(indices.Name, classes);
    }

    /// <inheritdoc cref="ShapeRules.MustMeet"/>
    public void Require(Dim left, Dim right, string because) => _rules.MustMeet(left, right, () => because);

    public void Output(OutputRole role, string target, Node node) => _outputs.Add(new(role, target, node.Id));

    public void Guard(DimGuard guard) => _guards.Add(guard);

    /// <summary>Adds the limits of a body that is inlined into this graph.</summary>
    public void Import(Graph body)
    {
        _guards.AddRange(body.Guards.Where(guard => !_guards.Contains(guard)));
        foreach (var limit in body.Limits) Import(limit);
    }

    /// <summary>
    /// The expression that is being read, as it is written; null where none is, and then indices and sizes follow from what was checked
    /// before.
    /// </summary>
    public string? Subject { get; set; }

    /// <summary>Whether what is read now is Loss: Forward alone asks nothing of what is read from then on.</summary>
    public bool IsOfLoss
    {
        get => _isOfLoss;
        set => (_isOfLoss, _guardsOfForward) = (value, _guards.Count);
    }

    /// <summary>Asks that an index or a size lie within limits: of each call, where they may not.</summary>
    /// <exception cref="ShapeException">They never do.</exception>
    public void Limit(DimLimit limit)
    {
        if (Subject is null || limit.IsMet(Ranges.OfEmpty)) return;
        if (limit.IsNeverMet(Ranges)) throw new ShapeException(limit.Fault);
        Import(limit with { IsOfLoss = IsOfLoss });
    }

    /// <summary>Takes a limit that another graph has.</summary>
    public void Import(DimLimit limit)
    {
        if (!_limits.Exists(IsSame)) _limits.Add(limit);

        bool IsSame(DimLimit other) => other.Value == limit.Value && other.Least == limit.Least && other.Most == limit.Most;
    }

    public void Label(Node node, string label) => _nodes[node.Id] = _nodes[node.Id] with { Label = label };

    /// <summary>Tells where a node comes from.</summary>
    public void Originate(Node node, Origin? origin) => _nodes[node.Id] = _nodes[node.Id] with { Origin = origin };

    /// <summary>The same for a value and what it is under other shapes, as far as that is new.</summary>
    /// <param name="node">The value.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="since">How many nodes are older.</param>
    public void Originate(Node node, Origin? origin, int since)
    {
        for (var value = node; value.Id >= since; value = _nodes[value.Inputs[0]])
        {
            Originate(value, origin);
            if (value.Kind != OpKind.Reshape) break;
        }
    }

    public Graph Build() => new(
        Name, _precision, FixedSymbols.ToEquatableArray(), BatchSymbols.ToEquatableArray(), _inputs.ToEquatableArray(),
        _parameters.ToEquatableArray(),
        _states.ToEquatableArray(), _nodes.ToEquatableArray(), _outputs.ToEquatableArray(), Guards().ToEquatableArray(),
        Numbers.ToEquatableArray())
    {
        Limits = _limits.ToEquatableArray(),
        Layers = Layers.ToEquatableArray(),
    };

    private IEnumerable<DimGuard> Guards()
        => _guards.Select((guard, number) => IsOfLoss && number >= _guardsOfForward ? guard with { IsOfLoss = true } : guard);

    /// <summary>Adds a node as it is in another graph, with other operands; its type stays.</summary>
    public Node Copy(Node node, IReadOnlyList<Node> inputs)
    {
        var own = node.Id == _nodes.Count && IsOn(node, inputs)
            ? node
            : node with { Id = _nodes.Count, Inputs = inputs.Map(input => input.Id) };
        if (own.Origin is null && Origin is not null) own = own with { Origin = Origin };
        _nodes.Add(own);
        return own;
    }

    private static bool IsOn(Node node, IReadOnlyList<Node> inputs)
    {
        if (node.Inputs.Count != inputs.Count) return false;
        for (var number = 0; number < inputs.Count; number++)
        {
            if (node.Inputs[number] != inputs[number].Id) return false;
        }

        return true;
    }

    private void Declare<T>(List<T> known, OpKind kind, string name, T info)
    {
        if (_declared.Add((kind, name))) known.Add(info);
    }

    private Node Declared(OpKind kind, string name, TensorType type, Action declare)
    {
        if (Source(kind, name, type.Element) is { } known) return known;
        declare();
        return Append(kind, [], new NameArguments(name), type, null);
    }

    private Node? Source(OpKind kind, string name, ElementType element)
    {
        for (; _sourcesScanned < _nodes.Count; _sourcesScanned++)
        {
            var node = _nodes[_sourcesScanned];
            if (node.SourceName is not { } own) continue;
            var key = (node.Kind, own, node.Type.Element);
            if (!_sources.ContainsKey(key)) _sources.Add(key, node.Id);
        }

        return _sources.TryGetValue((kind, name, element), out var id) ? _nodes[id] : null;
    }

    private ElementType FloatBeside(Node value) => value.Type.Element.IsFloat() ? value.Type.Element : Precision;

    private Node Append(OpKind kind, IReadOnlyList<Node> inputs, OpArguments arguments, TensorType type, string? label)
    {
        var node = new Node(_nodes.Count, kind, inputs.Map(input => input.Id), arguments, type, label) { Origin = Origin };
        _nodes.Add(node);
        return node;
    }
}
