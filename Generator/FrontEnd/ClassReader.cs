using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Optimizers;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// Reads a model or module class into its graph: declares inputs and fields, then runs Forward and Loss on symbolic values.
/// </summary>
internal sealed class ClassReader
{
    private const int DeepestCall = 64;

    private readonly SourceCode _code;
    private readonly FieldReader _fields;
    private readonly IReadOnlyDictionary<string, SymbolicValue> _arguments;
    private readonly GraphBuilder _root;
    private Stack<BodyReader> _bodies = new();
    private readonly Dictionary<GraphBuilder, Provenance> _provenance = [];
    private readonly Dictionary<Location, Diagnostic> _notes = [];
    private readonly HashSet<ISymbol> _withoutModules = new(SymbolEqualityComparer.Default);
    private int _depth;

    private ClassReader(INamedTypeSymbol type, SourceCode code, ModuleLibrary modules,
        IReadOnlyDictionary<string, SymbolicValue>? arguments, IReadOnlyList<TensorType>? inputs)
    {
        Inputs = inputs;
        (Type, _code) = (type, code);
        IsModel = type.Attribute("ModelAttribute") is not null;
        _root = new(type.Name, Precision(type)) { Ranges = DimRanges.Create(Least, LeastOfEmpty) };
        Builder.FixedSymbols.AddRange(Dimensions(type).Select(parameter => parameter.Name));
        _arguments = arguments ?? new Dictionary<string, SymbolicValue>();
        Known = _arguments.Where(item => Builder.FixedSymbols.Contains(item.Key))
            .ToDictionary(item => item.Key, item => SymbolicArithmetic.AsDim(item.Value) ?? Dim.Symbol(item.Key));
        _fields = new(this, code, modules);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The types of what Forward is given, where the class is read for that.</summary>
    public IReadOnlyList<TensorType>? Inputs { get; }

    /// <summary>The current values of the buffers, by name.</summary>
    public Scope Buffers { get; } = new();

    /// <summary>The graph under construction: the class's, or that of the body of a loop or a branch.</summary>
    public GraphBuilder Builder => _bodies.Count > 0 ? _bodies.Peek().Builder : _root;

    public CancellationToken Cancellation => _code.Cancellation;

    public bool IsModel { get; }

    /// <summary>The whole numbers and truth values that Forward and Loss take.</summary>
    public List<HostInput> HostInputs { get; } = [];

    /// <summary>The dimensions that are known because a module is read for its arguments.</summary>
    public IReadOnlyDictionary<string, Dim> Known { get; }

    /// <summary>The class as a spec, or null when it has a mistake, which is reported, or is a module that each use decides.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, SourceCode code, ModuleLibrary modules, Action<Diagnostic> report)
    {
        try
        {
            var (spec, notes) = Read(type, code, modules);
            foreach (var note in notes) report(note);
            return spec;
        }
        catch (LanguageException exception)
        {
            var isOpen = exception.DependsOnNumbers && type.Attribute("ModelAttribute") is null;
            var fault = isOpen ? TrialArguments.Fault(type, code, modules) : exception;
            if (fault?.Diagnostic is { } diagnostic) report(diagnostic);
            return null;
        }
    }

    /// <summary>The class as a spec, and what is to be told of it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="code">Where its source is.</param>
    /// <param name="modules">The modules that it uses.</param>
    /// <param name="arguments">Of a module that is read for one use: what its constructor is given there.</param>
    /// <param name="inputs">The types of what Forward is given, where it takes any.</param>
    /// <exception cref="LanguageException">It has a mistake, or is a module that each use decides.</exception>
    public static (ModelSpec Spec, IReadOnlyList<Diagnostic> Notes) Read(
        INamedTypeSymbol type,
        SourceCode code,
        ModuleLibrary modules,
        IReadOnlyDictionary<string, SymbolicValue>? arguments = null,
        IReadOnlyList<TensorType>? inputs = null)
    {
        var reader = new ClassReader(type, code, modules, arguments, inputs);
        var spec = new SignatureReader(reader).Read();
        return (spec, [.. reader._fields.Unused(), .. reader._notes.Values]);
    }

    /// <summary>The graph of a module that is not read before it is used: its dimensions alone.</summary>
    public static Graph Unread(INamedTypeSymbol type)
    {
        var builder = new GraphBuilder(type.Name, ElementType.Float32);
        builder.FixedSymbols.AddRange(Dimensions(type).Select(parameter => parameter.Name));
        return builder.Build();
    }

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

    /// <summary>The constructor's int parameters: the dimensions that an object fixes.</summary>
    public static IEnumerable<IParameterSymbol> Dimensions(INamedTypeSymbol type)
        => Constructor(type)?.Parameters.Where(parameter => parameter.IsDimension()) ?? [];

    /// <summary>The constructor with the most parameters, which is a class's primary one where it has one.</summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type)
        => type.InstanceConstructors.OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();

    public SymbolicValue Field(IFieldReferenceOperation reference)
        => _bodies.Reverse().Aggregate(_fields.Read(reference), (value, body) => body.Capture(value));

    /// <summary>A field that is a buffer, as its parameter; null for others.</summary>
    public ParameterInfo? Buffer(IFieldSymbol field) => _fields.Buffer(field);

    /// <summary>A parameter, or the current value of a buffer.</summary>
    public Node Parameter(ParameterInfo info, Scope scope)
    {
        if (info.IsTrainable) return Builder.Parameter(info);
        var parameter = new TensorValue(_root.Parameter(info));
        if (Buffers[info.Name] is null) Buffers.Declare(info.Name, parameter);
        return Builder.Nodes[((TensorValue)scope[info.Name]!).Node.Id];
    }

    /// <summary>The class's own graph, to which its parameters belong.</summary>
    public GraphBuilder Root => _root;

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

    /// <summary>Reports a note that is no error, once per location even if that is read several times.</summary>
    public void Note(Diagnostic diagnostic) => _notes[diagnostic.Location] = diagnostic;

    /// <summary>Warns where operands that broadcast both expand.</summary>
    public void NoteExpansion(Location location, params Node[] operands)
    {
        if (new BroadcastExpansion(Builder).Check(operands, location) is { } warning) Note(warning);
    }

    /// <summary>The same for the axes of a product before its last two.</summary>
    public void NoteProductExpansion(Location location, Node left, Node right)
    {
        if (new BroadcastExpansion(Builder).CheckProduct(left, right, location) is { } warning) Note(warning);
    }

    /// <summary>The constructor's numbers that go into what has a range, and their ranges.</summary>
    public HashSet<NumberRange> Ranges { get; } = [];

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
            Ranges.Add(range with { Name = node.Arguments.Name! });
        if (value is HostNumberValue { IsBoolean: false } host && ConstructorNumber.Parameter(host.Name) is { } parameter)
            Ranges.Add(range with { Name = parameter });
    }

    public SymbolicValue Create(IObjectCreationOperation creation) => _fields.Create(creation);

    /// <summary>
    /// What a constructor's parameter is: the argument where it is known, else a dimension or a number that the object fixes.
    /// </summary>
    public SymbolicValue? ConstructorValue(IParameterSymbol parameter)
    {
        if (Constructor(Type)?.Parameters.Contains(parameter, SymbolEqualityComparer.Default) != true) return null;
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

    public bool Inherits(INamedTypeSymbol other)
    {
        for (var type = Type.BaseType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other.OriginalDefinition))
                return type.SpecialType != SpecialType.System_Object;
        }

        return false;
    }

    /// <summary>The buffers that Forward assigned, and what it leaves in them.</summary>
    public IEnumerable<(string Name, Node Node)> Updates()
        => _root.Parameters.Where(info => !info.IsTrainable && Buffers[info.Name] is TensorValue { Node.Kind: not OpKind.Parameter })
            .Select(info => (info.Name, _root.Nodes[((TensorValue)Buffers[info.Name]!).Node.Id]));

    /// <summary>Runs a method of the class on values.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments by name.</param>
    /// <param name="syntax">Where it is called.</param>
    /// <param name="caller">The variables of the method that calls it.</param>
    public SymbolicValue Call(IMethodSymbol method, IReadOnlyDictionary<string, SymbolicValue> arguments, SyntaxNode syntax,
        Scope? caller = null)
    {
        if (++_depth > DeepestCall)
            throw new LanguageException(Descriptors.UnknownSyntax, syntax.GetLocation(), "recursion without end",
                "call a method a fixed number of times") { IsOfValues = true };
        var scope = new Scope(caller ?? Buffers);
        foreach (var parameter in method.OriginalDefinition.Parameters)
        {
            if (arguments.TryGetValue(parameter.Name, out var value)) scope.Declare(parameter, value);
        }

        MustMakeNoModule(method, syntax);
        var result = new StatementReader(this, new(this, scope), scope).Body(Body(method, syntax));
        _depth--;
        return result;
    }

    /// <summary>Refuses a method that makes a module, unless a field's value is being made.</summary>
    /// <param name="method">The method.</param>
    /// <param name="syntax">Where it is called.</param>
    public void MustMakeNoModule(IMethodSymbol method, SyntaxNode syntax)
    {
        if (!_fields.IsConstructing && _withoutModules.Add(method)) ModuleCreation.MustBeNone(Body(method, syntax), method);
    }

    /// <summary>The model's optimizer; a module has none.</summary>
    public OptimizerSpec? Optimizer() => IsModel ? OptimizerReader.Read(Type, _code) : null;

    /// <summary>A method or lambda on scalars that is passed to Map.</summary>
    public FunctionValue Function(IDelegateCreationOperation function, ExpressionReader around)
        => ScalarMap.Read(function, around, Builder, _code);

    /// <summary>Makes a node, telling the chain of shapes when they do not meet.</summary>
    public Node Shaped(Location location, IReadOnlyList<Node> operands, Func<Node> make, string text)
    {
        var node = Checked(location, operands, make, text);
        Label(node, text, operands.Count > 0 ? operands[0] : null);
        return node;
    }

    /// <summary>Reads what the shapes of operands decide, telling the chain of shapes when they do not meet.</summary>
    public T Checked<T>(Location location, IReadOnlyList<Node> operands, Func<T> read, string text)
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
            throw new LanguageException(Descriptors.ShapesDoNotMeet, location, exception.Message,
                chains.Count == 0 ? "" : "; what led there: " + string.Join("; ", chains))
            {
                DependsOnNumbers = exception.Undecided.Any(dim => UnknownNumbers.AreIn(dim, builder)),
            };
        }
        finally
        {
            builder.Subject = outer;
        }
    }

    public void Label(Node node, string text, Node? from) => Provenance.Add(node, text, from);

    private Provenance Provenance => _provenance.TryGetValue(Builder, out var known) ? known : _provenance[Builder] = new();

    private IOperation Body(IMethodSymbol method, SyntaxNode syntax)
        => _code.Body(method) ?? throw new LanguageException(Descriptors.UnknownCall, syntax.GetLocation(), method.Name,
            ", for its body is not in this project");

    public static ElementType Precision(INamedTypeSymbol type)
        => type.Attribute("ModelAttribute")?.NamedArguments.Any(argument => argument.Key == "Precision" && argument.Value.Value is 1)
            == true ? ElementType.Float64 : ElementType.Float32;
}
