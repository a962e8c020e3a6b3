using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// Inlines a module's graph at a call: its inputs are bound to the arguments, its dimensions to those of the constructor and the arguments,
/// and its parameters are prefixed with the field's name.
/// </summary>
internal sealed class ModuleInliner
{
    private readonly ReadingContext _context;
    private readonly Scope _scope;
    private readonly GraphBuilder _builder;
    private readonly ModuleValue _module;
    private readonly Dictionary<string, Dim> _dims;
    private readonly ModuleNumbers _numbers;
    private Shape? _leading;

    /// <param name="context">The class that calls the module.</param>
    /// <param name="scope">Its variables, among which are the buffers.</param>
    /// <param name="module">The module.</param>
    public ModuleInliner(ReadingContext context, Scope scope, ModuleValue module)
    {
        (_context, _scope, _builder, _module) = (context, scope, context.Builder, module);
        _dims = module.Arguments.ToDictionary(item => item.Key, item => item.Value);
        _numbers = new(_builder, module.CallNumbers);
        foreach (var symbol in _numbers.Symbols) _dims[symbol.Key] = symbol.Value;
        if (module.IsGiven) return;
        foreach (var symbol in context.Builder.FixedSymbols.Concat(module.Arguments.Values.SelectMany(dim => dim.Symbols)).Distinct())
            _dims[ModulePath.Outer + symbol] = Dim.Symbol(symbol);
    }

    /// <summary>The results of the module's Forward.</summary>
    /// <exception cref="ShapeException">An argument does not fit.</exception>
    public IReadOnlyList<Node> Inline(IReadOnlyList<Node> arguments)
    {
        var graph = WithNumbers();
        var met = graph.Inputs.Select((input, number) => (input.Name, Node: Ranked(input, arguments[number]))).ToList();
        var inputs = met.ToDictionary(item => item.Name, item => item.Node);
        foreach (var step in ShapePlan.Create(graph.Inputs, _dims.Keys).Steps)
            Bind(step.Line, inputs[step.Input.Name].Type.Shape[step.Axis]);
        foreach (var (input, number) in graph.Inputs.Select((input, number) => (input, number)))
            RequireShape(input, arguments[number].Type.Shape, inputs[input.Name]);
        foreach (var limit in graph.Limits) Check(limit);
        foreach (var guard in graph.Guards) Check(guard);
        var nodes = new Node[graph.Nodes.Count];
        var before = _builder.Nodes.Count;
        foreach (var node in graph.Nodes) nodes[node.Id] = Copied(node, inputs, nodes);
        var multiplyAdds = MultiplyAdds.Count(_builder.Nodes.Skip(before), _builder.Nodes);
        foreach (var input in graph.Inputs.Where(input => input.Bound is not null))
            _builder.Bound(inputs[input.Name], input.Bound!.Value.Substitute(_dims, _builder.Ranges));
        foreach (var update in graph.Outputs.Where(output => output.Role == OutputRole.Update))
            _scope[_module.Prefix + update.Target] = new TensorValue(nodes[update.Node]);
        var results = graph.Outputs.Where(output => output.Role == OutputRole.Result)
            .Select(output => Returned(graph[output.Node], nodes[output.Node])).ToList();
        _builder.Layers.Add(new(_module.Prefix.TrimEnd('.'), ModuleName.Short(_module), 0, results[0].Type, multiplyAdds));
        _builder.Layers.AddRange(graph.Layers.Select(Within));
        return results;
    }

    /// <summary>A layer of the module as one of its caller's.</summary>
    private LayerCall Within(LayerCall layer)
    {
        var dims = layer.Output.Shape.Dims;
        var leads = _leading is not null && dims.Count > 0 && dims[0] == Dim.Symbol(KnownNames.Leading);
        var output = leads ? Shape.Of(_leading!.Value.Dims.Concat(dims.Skip(1))) : layer.Output.Shape;
        return layer with
        {
            Path = layer.Path.Length > 0 && layer.Path[0] == ModulePath.Outer ? OuterName(layer.Path) : _module.Prefix + layer.Path,
            Depth = layer.Depth + 1,
            Output = new(Element(layer.Output.Element), output.Substitute(_dims, _builder.Ranges)),
            MultiplyAdds = layer.MultiplyAdds.Substitute(_dims, _builder.Ranges),
        };
    }

    /// <summary>The argument with as many axes as the input has: leading ones become one.</summary>
    private Node Ranked(InputInfo input, Node argument)
    {
        var (declared, given) = (input.Type.Shape, argument.Type.Shape);
        if (declared.Rank > 0 && declared[0] == Dim.Symbol(KnownNames.Leading)) return Flattened(input, argument);
        return declared.Rank == given.Rank ? argument : throw Misfit(input, given, $"{declared.Rank} axes are expected, got {given.Rank}");
    }

    /// <summary>A symbol is what its dimension tells: where it is not whole, the dimension does not meet the argument's.</summary>
    private void Bind(DimLine line, Dim actual)
    {
        var (slope, offset) = (line.Slope.Substitute(_dims, _builder.Ranges), line.Offset.Substitute(_dims, _builder.Ranges));
        if (slope.IsZero) throw new ShapeException($"{_module.Name} does not tell {line.Symbol}: it is taken 0 times here");
        _dims.Add(line.Symbol, line.IsBare ? actual : Dim.FloorDivide(actual - offset, slope));
    }

    /// <summary>Asks that each dimension be what the input declares.</summary>
    private void RequireShape(InputInfo input, Shape given, Node argument)
    {
        var declared = input.Type.Shape;
        for (var axis = 0; axis < declared.Rank; axis++)
        {
            var (expected, actual) = (declared[axis].Substitute(_dims, _builder.Ranges), argument.Type.Shape[axis]);
            if (expected == actual) continue;
            var because = $"expected {expected} along axis {axis - declared.Rank}, got {actual}";
            if (expected.NeverEquals(actual)) throw Misfit(input, given, because, BetterSize(declared[axis], actual));
            _builder.Guard(new(expected, actual, Misfit(input, given, because).Message));
        }
    }

    private Node Flattened(InputInfo input, Node argument)
    {
        var given = argument.Type.Shape;
        var named = input.Type.Rank - 1;
        if (given.Rank < named) throw Misfit(input, given, $"at least {named} axes are expected, got {given.Rank}");
        var leading = Shape.Of(given.Dims.Take(given.Rank - named));
        if (_leading is { } other && other != leading)
            throw Misfit(input, given, $"the leading axes of all inputs must be equal, but another has {other}");
        _leading = leading;
        _dims[KnownNames.Leading] = leading.Size;
        return leading.Rank == 1 ? argument : _builder.Reshape(argument, Shape.Of(given.Dims.Skip(leading.Rank).Prepend(leading.Size)));
    }

    private Node Copied(Node node, Dictionary<string, Node> inputs, Node[] nodes)
    {
        if (node.Kind == OpKind.Input) return inputs[node.Name];
        if (node.Kind == OpKind.Parameter) return Parameter(node.Name)!;
        if (_numbers.Find(node) is { } number) return _builder.Nodes[number.Id];
        if (node.Kind == OpKind.HostScalar) return _builder.HostScalar(node.Name, Element(node.Type.Element));
        var copy = node.Kind == OpKind.Part
            ? _builder.Part(nodes[node.Inputs[0]], node.Number)
            : _builder.Add(node.Kind, node.Inputs.Select(id => nodes[id]).ToList(),
                ArgumentMapper.Map(node.Arguments, _module.Graph.Precision, _dims, _builder));
        return new ModuleOrigins(_builder).Tell(copy, node);
    }

    /// <summary>The type here of what has a type in the module.</summary>
    private ElementType Element(ElementType type) => ArgumentMapper.Map(type, _module.Graph.Precision, _builder);

    /// <summary>The graph with the constructor's numbers substituted, in bodies too, and simplified by them.</summary>
    private Graph WithNumbers()
    {
        if (_module.Graph.Numbers.Count == 0 && _numbers.IsEmpty) return _module.Graph;
        var numbered = ControlFlow.TransformRecursively(_module.Graph,
            graph => graph with { Nodes = graph.Nodes.Select(WithNumber).ToEquatableArray() });
        return _numbers.InBodies(FoldBranches.Run(numbered, new Dictionary<string, double>()));
    }

    private Node WithNumber(Node node)
    {
        if (node.Kind != OpKind.HostScalar) return node;
        if (CallNumber.Input(node) is not null) return _numbers.Folded(node);
        var name = node.Name;
        if (name[0] == ModulePath.Outer) return Outside(OuterName(name));
        return ConstructorNumber.Parameter(name) is not { } parameter ? node : _module.Numbers[parameter] switch
        {
            HostNumberValue number => Outside(number.Name),
            NumberValue number => With(OpKind.Constant, new ConstantArguments(number.Number)),
            DimValue dim => With(OpKind.DimValue, new DimArguments(((DimValue)ModulePath.Given(dim)).Dim)),
            var flag => With(OpKind.Constant, new ConstantArguments(flag is ConstantValue { Constant: true } ? 1 : 0)),
        };

        Node With(OpKind kind, TypedArguments arguments)
            => node with { Kind = kind, Arguments = arguments with { Element = node.Type.Element } };

        Node Outside(string outer)
        {
            if (!_builder.Numbers.Contains(outer)) _builder.Numbers.Add(outer);
            return With(OpKind.HostScalar, new NameArguments(outer));
        }
    }

    /// <summary>One of the module's parameters, or null when its Forward uses none of that name.</summary>
    public Node? Parameter(string name)
    {
        if (_module.Graph.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } info) return null;
        var place = name[0] == ModulePath.Outer ? OuterName(name) : _module.Prefix + name;
        var start = info.Initializer with { FanIn = info.Initializer.FanIn?.Substitute(_dims, _builder.Ranges) };
        var type = new TensorType(Element(info.Type.Element), info.Type.Shape.Substitute(_dims, _builder.Ranges));
        return _context.Parameter(info with { Name = place, Type = type, Initializer = start }, _scope);
    }

    /// <summary>What is outside of the module is here, or, where the module was given from outside, outside of here too.</summary>
    private string OuterName(string outer) => _module.IsGiven ? outer : outer.Substring(1);

    private void Check(DimGuard guard)
    {
        var (left, right) = (guard.Left.Substitute(_dims, _builder.Ranges), guard.Right.Substitute(_dims, _builder.Ranges));
        if (left == right) return;
        if (left.NeverEquals(right)) throw new ShapeException($"in {_module.Graph.Name}: {GuardText.Fault(guard, _dims)}");
        _builder.Guard(new(left, right, $"in {_module.Name}: {guard.Because}"));
    }

    private void Check(DimLimit limit)
    {
        var here = limit.Substitute(_dims, _builder.Ranges);
        if (here.IsNeverMet(_builder.Ranges)) throw new ShapeException($"in {_module.Graph.Name}: {here.Fault}");
        if (here.IsMet(_builder.Ranges.OfEmpty)) return;
        _builder.Import(here with { What = $"in {_module.Name}: {limit.What}", IsOfLoss = _builder.IsOfLoss });
    }

    /// <summary>Puts the leading axes back where the result begins with them.</summary>
    private Node Returned(Node declared, Node result)
    {
        if (_leading is not { } leading || leading.Rank == 1 || declared.Type.Rank == 0
            || declared.Type.Shape[0] != Dim.Symbol(KnownNames.Leading)) return result;
        return _builder.Reshape(result, Shape.Of(leading.Dims.Concat(result.Type.Shape.Dims.Skip(1))));
    }

    /// <summary>The number of the constructor's by which a dimension is what it gets; null where it is no such number alone.</summary>
    private BetterArgument? BetterSize(Dim declared, Dim actual)
        => actual.IsConstant && _module.Graph.FixedSymbols.FirstOrDefault(symbol => Dim.Symbol(symbol) == declared) is { } parameter
            ? new(parameter, actual.ToString())
            : null;

    private ShapeException Misfit(InputInfo input, Shape given, string why, BetterArgument? better = null)
    {
        var arguments = string.Join(", ", _module.Graph.FixedSymbols.Select(symbol => _module.Arguments[symbol].ToString()));
        var declared = input.Type.Shape.Substitute(_module.Arguments).ToString().Replace(KnownNames.Leading, "...");
        return new($"{_module.Graph.Name}({arguments}) takes {input.Name} {declared}, but gets {given}: {why}") { Better = better };
    }
}
