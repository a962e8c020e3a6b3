using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>
/// What reading a class makes and knows: its graph, with that of the body that is read now, the values of its buffers and of its
/// constructor's parameters, and what is to be told of it.
/// </summary>
internal sealed class ReadingContext
{
    private readonly IReadOnlyDictionary<string, SymbolicValue> _arguments;
    private readonly Dictionary<GraphBuilder, Provenance> _provenance = [];
    private readonly Dictionary<Location, Diagnostic> _notes = [];
    private Stack<BodyReader> _bodies = new();

    /// <param name="type">The class.</param>
    /// <param name="code">Where its source is.</param>
    /// <param name="arguments">Of a module that is read for one use: what its constructor is given there.</param>
    /// <param name="inputs">The types of what Forward is given, where the class is read for that.</param>
    /// <param name="around">The reading of the class whose graph the new one will be a part of.</param>
    public ReadingContext(INamedTypeSymbol type, SourceCode code, IReadOnlyDictionary<string, SymbolicValue>? arguments,
        IReadOnlyList<TensorType>? inputs, ReadingContext? around = null)
    {
        (Type, Code, Inputs) = (type, code, inputs);
        IsModel = type.Attribute("ModelAttribute") is not null;
        Root = new(type.Name, ClassSymbols.Precision(type))
        {
            Ranges = DimRanges.Create(Least, LeastOfEmpty),
            Streams = around?.Root.Streams ?? new(),
            Indices = around?.Root.Indices ?? [],
        };
        Root.FixedSymbols.AddRange(ClassSymbols.Dimensions(type).Select(parameter => parameter.Name));
        _arguments = arguments ?? new Dictionary<string, SymbolicValue>();
        Origins = new(this);
        Known = _arguments.Where(item => Root.FixedSymbols.Contains(item.Key))
            .ToDictionary(item => item.Key, item => SymbolicArithmetic.AsDim(item.Value) ?? Dim.Symbol(item.Key));
    }

    /// <summary>
    /// The same class for a graph of its own, without the inputs' symbols, which later becomes part of its step: random numbers and loops
    /// are told apart from those of this one.
    /// </summary>
    public ReadingContext ForOwnGraph()
    {
        var own = new ReadingContext(Type, Code, _arguments, Inputs, this);
        own.Root.Indices.UnionWith(Root.BatchSymbols);
        return own;
    }

    /// <summary>
    /// Tells random numbers and loops apart from those of graphs that were read before, and that this one's graph becomes a part of.
    /// </summary>
    public void SetApart(IEnumerable<ReadingContext> others)
    {
        foreach (var other in others)
        {
            Root.Streams.Skip(other.Root.Streams);
            Root.Indices.UnionWith(other.Root.Indices.Concat(other.Root.BatchSymbols));
        }
    }

    public INamedTypeSymbol Type { get; }

    public SourceCode Code { get; }

    public CancellationToken Cancellation => Code.Cancellation;

    public bool IsModel { get; }

    /// <summary>Tells the nodes from which expressions they come.</summary>
    public SourceOrigins Origins { get; }

    /// <summary>The types of what Forward is given, where the class is read for that.</summary>
    public IReadOnlyList<TensorType>? Inputs { get; }

    /// <summary>The class's own graph, to which its parameters belong.</summary>
    public GraphBuilder Root { get; }

    /// <summary>The graph under construction: the class's, or that of the body of a loop or a branch.</summary>
    public GraphBuilder Builder => _bodies.Count > 0 ? _bodies.Peek().Builder : Root;

    /// <summary>The current values of the buffers, by name.</summary>
    public Scope Buffers { get; } = new();

    /// <summary>The whole numbers and truth values that Forward and Loss take.</summary>
    public List<HostInput> HostInputs { get; } = [];

    /// <summary>The dimensions that are known because a module is read for its arguments.</summary>
    public IReadOnlyDictionary<string, Dim> Known { get; }

    /// <summary>The constructor's numbers that go into what has a range, and their ranges.</summary>
    public HashSet<NumberRange> Ranges { get; } = [];

    /// <summary>What is to be told though it is no error.</summary>
    public IEnumerable<Diagnostic> Notes => _notes.Values;

    /// <summary>
    /// What a constructor's parameter is: the argument where it is known, else a dimension or a number that the object fixes.
    /// </summary>
    public SymbolicValue? ConstructorValue(IParameterSymbol parameter)
    {
        if (ClassSymbols.Constructor(Type)?.Parameters.Contains(parameter, SymbolEqualityComparer.Default) != true) return null;
        if (_arguments.TryGetValue(parameter.Name, out var value)) return value;
        return parameter.Type.SpecialType switch
        {
            SpecialType.System_Int32 => new DimValue(Dim.Symbol(parameter.Name)),
            SpecialType.System_Single or SpecialType.System_Double => new HostNumberValue(ConstructorNumber.Name(parameter.Name), false),
            SpecialType.System_Boolean => new HostNumberValue(ConstructorNumber.Name(parameter.Name), true),
            // What a module is given of another type, modules above all, decides what its Forward reads.
            _ when !IsModel => throw LanguageException.ForEachUse(),
            _ => null,
        };
    }

    /// <summary>Whether the class has what another one declares.</summary>
    public bool Inherits(INamedTypeSymbol other)
    {
        for (var type = Type.BaseType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other.OriginalDefinition))
                return type.SpecialType != SpecialType.System_Object;
        }

        return false;
    }

    /// <summary>A parameter, or the current value of a buffer.</summary>
    public Node Parameter(ParameterInfo info, Scope scope)
    {
        if (info.IsTrainable) return Builder.Parameter(info);
        var parameter = new TensorValue(Root.Parameter(info));
        if (Buffers[info.Name] is null) Buffers.Declare(info.Name, parameter);
        return Builder.Nodes[((TensorValue)scope[info.Name]!).Node.Id];
    }

    /// <summary>The buffers that Forward assigned, and what it leaves in them.</summary>
    public IEnumerable<(string Name, Node Node)> Updates()
        => Root.Parameters.Where(info => !info.IsTrainable && Buffers[info.Name] is TensorValue { Node.Kind: not OpKind.Parameter })
            .Select(info => (info.Name, Root.Nodes[((TensorValue)Buffers[info.Name]!).Node.Id]));

    /// <summary>Reads a field's value in the root graph, since it belongs to the object and not to the body that uses it first.</summary>
    public T AtRoot<T>(Func<T> read)
    {
        var around = _bodies;
        _bodies = new();
        try
        {
            return read();
        }
        finally
        {
            _bodies = around;
        }
    }

    /// <summary>Reads what lies in the body of a loop or a branch.</summary>
    /// <param name="body">The body.</param>
    /// <param name="scope">Its variables; assignments end with the body.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="assigned">The variables that it assigned.</param>
    public T Within<T>(BodyReader body, Scope scope, Func<T> read, out IReadOnlyDictionary<object, SymbolicValue?> assigned)
    {
        _bodies.Push(body);
        scope.Enter(body.Capture);
        try
        {
            return read();
        }
        finally
        {
            assigned = scope.Leave();
            _bodies.Pop();
        }
    }

    /// <summary>A value of the class's own graph in the body that is read now.</summary>
    public SymbolicValue Captured(SymbolicValue value) => _bodies.Reverse().Aggregate(value, (inner, body) => body.Capture(inner));

    /// <summary>Reports a note that is no error, once per location even if that is read several times.</summary>
    public void Note(Diagnostic diagnostic)
    {
        var told = Foreign is { } call ? call.Tell(diagnostic) : diagnostic;
        if (!_notes.ContainsKey(told.Location)) _notes.Add(told.Location, told);
    }

    /// <summary>The call by which the reading left the class's own files; null while it is in them.</summary>
    public ForeignCall? Foreign { get; set; }

    /// <summary>Where a value was made; null where it is not known.</summary>
    public Location? LocationOf(Node node) => Provenance.LocationOf(node);

    /// <summary>The module that gave a value; null where none did.</summary>
    public ModuleValue? ModuleOf(Node node) => Provenance.ModuleOf(node);

    /// <summary>Remembers the module that gave a value.</summary>
    public void Label(Node node, ModuleValue module) => Provenance.Add(node, module);

    /// <summary>Warns where operands that broadcast both expand.</summary>
    /// <param name="location">Where they stand.</param>
    /// <param name="syntax">What they are operands of.</param>
    /// <param name="operands">The operands.</param>
    public void NoteExpansion(Location location, SyntaxNode syntax, params Node[] operands)
    {
        if (new BroadcastExpansion(Builder).Check(operands, location, syntax) is { } warning) Note(warning);
    }

    /// <summary>The same for the axes of a product before its last two.</summary>
    public void NoteProductExpansion(Location location, Node left, Node right)
    {
        if (new BroadcastExpansion(Builder).CheckProduct(left, right, location) is { } warning) Note(warning);
    }

    /// <summary>Checks a number that is known; one that the model's constructor takes is checked when the model is made.</summary>
    /// <param name="range">Its range.</param>
    /// <param name="owner">What takes it.</param>
    /// <param name="value">The number.</param>
    /// <param name="location">Where it is given.</param>
    /// <exception cref="LanguageException">It is not in the range.</exception>
    public void Ranged(NumberRange range, string owner, SymbolicValue value, Location location)
    {
        if (value is NumberValue number) SettingRanges.Check(range, owner, number.Number, location);
        if (value is TensorValue { Node: var node } && CallNumber.Input(node) is not null)
            Ranges.Add(range with { Name = node.Name });
        if (value is HostNumberValue { IsBoolean: false } host && ConstructorNumber.Parameter(host.Name) is { } parameter)
            Ranges.Add(range with { Name = parameter });
    }

    /// <summary>Makes a node, telling the chain of shapes when they do not meet.</summary>
    /// <param name="location">Where it is made.</param>
    /// <param name="operands">What it is made of.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="text">The source that makes it.</param>
    /// <param name="remedy">What mends shapes that would meet with another argument.</param>
    public Node Shaped(Location location, IReadOnlyList<Node> operands, Func<Node> make, string text,
        Func<BetterArgument, Fix?>? remedy = null)
    {
        var node = Checked(location, operands, make, text, remedy);
        Provenance.Add(node, text, operands.Count > 0 ? operands[0] : null, location);
        return node;
    }

    /// <summary>Reads what the shapes of operands decide, telling the chain of shapes when they do not meet.</summary>
    public T Checked<T>(Location location, IReadOnlyList<Node> operands, Func<T> read, string text,
        Func<BetterArgument, Fix?>? remedy = null)
    {
        var (builder, outer) = (Builder, Builder.Subject);
        builder.Subject = text;
        try
        {
            return read();
        }
        catch (ShapeException exception)
        {
            var chains = operands.Select(operand => Provenance.Chain(operand, Builder.Nodes)).Where(chain => chain.Contains("->"))
                .Distinct().ToList();
            var led = chains.Count == 0 ? "" : "; what led there: " + string.Join("; ", chains);
            var fix = exception.Better is { } better ? remedy?.Invoke(better) : null;
            throw new LanguageException(Descriptors.ShapesDoNotMeet, location, fix, exception.Message.Replace(KnownNames.Leading, "..."),
                led.Replace(KnownNames.Leading, "..."))
            {
                DependsOnNumbers = exception.Undecided.Any(dim => UnknownNumbers.AreIn(dim, builder)),
            };
        }
        finally
        {
            builder.Subject = outer;
        }
    }

    /// <summary>Remembers what in the source a node came from.</summary>
    public void Label(Node node, string text, Node? from) => Provenance.Add(node, text, from);

    private Provenance Provenance => _provenance.TryGetValue(Builder, out var known) ? known : _provenance[Builder] = new();

    /// <summary>
    /// The least value of a symbol: a model's dimensions are 1 or more, a module's inputs may be empty, and its constructor may be given
    /// any number; so may the whole numbers of a call.
    /// </summary>
    private long? Least(string symbol)
    {
        if (HostInputs.Any(input => input.Slot == symbol)) return null;
        return IsModel ? 1 : Builder.FixedSymbols.Contains(symbol) ? null : 0;
    }

    /// <summary>The same in a call that takes empty inputs too, as all but those that train do.</summary>
    private long? LeastOfEmpty(string symbol)
        => IsModel && Least(symbol) is not null && !Builder.FixedSymbols.Contains(symbol) ? 0 : Least(symbol);
}
