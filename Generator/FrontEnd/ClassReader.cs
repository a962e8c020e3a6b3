using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Reads a model or module class into its graph: declares inputs and fields, then runs Forward and Loss on symbolic values.</summary>
internal sealed class ClassReader
{
    private const int DeepestCall = 64;

    private readonly Compilation _compilation;
    private readonly FieldReader _fields;
    private readonly IReadOnlyDictionary<string, SymbolicValue> _arguments;
    private readonly Provenance _provenance = new();
    private int _depth;

    private ClassReader(INamedTypeSymbol type, Compilation compilation, ModuleLibrary modules, CancellationToken cancellation, IReadOnlyDictionary<string, SymbolicValue>? arguments)
    {
        (Type, _compilation, Cancellation) = (type, compilation, cancellation);
        IsModel = type.Attribute("ModelAttribute") is not null;
        Builder = new(type.Name, Precision(type));
        Builder.FixedSymbols.AddRange(Dimensions(type).Select(parameter => parameter.Name));
        _arguments = arguments ?? new Dictionary<string, SymbolicValue>();
        Known = _arguments.Where(item => Builder.FixedSymbols.Contains(item.Key)).ToDictionary(item => item.Key, item => SymbolicArithmetic.AsDim(item.Value) ?? Dim.Symbol(item.Key));
        _fields = new(this, compilation, modules);
    }

    public INamedTypeSymbol Type { get; }

    public GraphBuilder Builder { get; }

    public CancellationToken Cancellation { get; }

    public bool IsModel { get; }

    /// <summary>The dimensions that are known because a module is read for its arguments.</summary>
    public IReadOnlyDictionary<string, Dim> Known { get; }

    /// <summary>The class as a spec, or null when it has a mistake, which is reported.</summary>
    public static ModelSpec? Read(INamedTypeSymbol type, Compilation compilation, ModuleLibrary modules, Action<Diagnostic> report, CancellationToken cancellation, IReadOnlyDictionary<string, SymbolicValue>? arguments = null)
    {
        var reader = new ClassReader(type, compilation, modules, cancellation, arguments);
        try
        {
            var spec = new SignatureReader(reader).Read();
            foreach (var diagnostic in reader._fields.Unused()) report(diagnostic);
            return spec;
        }
        catch (LanguageException exception)
        {
            if (exception.Diagnostic is { } diagnostic) report(diagnostic);
            return null;
        }
    }

    /// <summary>The constructor's int parameters: the dimensions that an object fixes.</summary>
    public static IEnumerable<IParameterSymbol> Dimensions(INamedTypeSymbol type)
        => Constructor(type)?.Parameters.Where(parameter => parameter.IsDimension()) ?? [];

    /// <summary>The constructor with the most parameters, which is a class's primary one where it has one.</summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type) => type.InstanceConstructors.OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();

    public SymbolicValue Field(IFieldReferenceOperation reference) => _fields.Read(reference);

    public SymbolicValue Create(IObjectCreationOperation creation) => _fields.Create(creation);

    /// <summary>What a constructor's parameter is: the argument where it is known, else a dimension or a number that the object fixes.</summary>
    public SymbolicValue? ConstructorValue(IParameterSymbol parameter)
    {
        if (Constructor(Type)?.Parameters.Contains(parameter, SymbolEqualityComparer.Default) != true) return null;
        if (_arguments.TryGetValue(parameter.Name, out var value)) return value;
        return parameter.Type.SpecialType switch
        {
            SpecialType.System_Int32 => new DimValue(Dim.Symbol(parameter.Name)),
            SpecialType.System_Single or SpecialType.System_Double => new HostNumberValue(ConstructorNumber.Name(parameter.Name), false),
            SpecialType.System_Boolean => new HostNumberValue(ConstructorNumber.Name(parameter.Name), true),
            // A module that takes modules is read for those that each place gives it.
            _ when !IsModel && parameter.Type.HoldsModules() => throw new LanguageException(null),
            _ => null,
        };
    }

    public bool Inherits(INamedTypeSymbol other)
    {
        for (var type = Type.BaseType; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, other.OriginalDefinition)) return type.SpecialType != SpecialType.System_Object;
        }

        return false;
    }

    /// <summary>Runs a method of the class on values.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments by name.</param>
    /// <param name="syntax">Where it is called.</param>
    /// <param name="outer">The variables that it sees beside its own: those around a local function.</param>
    public SymbolicValue Call(IMethodSymbol method, IReadOnlyDictionary<string, SymbolicValue> arguments, SyntaxNode syntax, Scope? outer = null)
    {
        if (++_depth > DeepestCall) throw new LanguageException(Descriptors.UnknownSyntax, syntax.GetLocation(), "recursion without end", "call a method a fixed number of times");
        var scope = new Scope(outer);
        foreach (var parameter in method.OriginalDefinition.Parameters)
        {
            if (arguments.TryGetValue(parameter.Name, out var value)) scope.Declare(parameter, value);
        }

        var result = new StatementReader(new(this, scope), scope).Body(Body(method, syntax));
        _depth--;
        return result;
    }

    /// <summary>Makes a node, telling the chain of shapes when they do not meet.</summary>
    public Node Shaped(Location location, IReadOnlyList<Node> operands, Func<Node> make, string text)
    {
        try
        {
            var node = make();
            Label(node, text, operands.Count > 0 ? operands[0] : null);
            return node;
        }
        catch (ShapeException exception)
        {
            var chains = operands.Select(operand => _provenance.Chain(operand, Builder.Nodes)).Where(chain => chain.Contains("->")).Distinct().ToList();
            throw new LanguageException(Descriptors.ShapesDoNotMeet, location, exception.Message, chains.Count == 0 ? "" : "; what led there: " + string.Join("; ", chains));
        }
    }

    public void Label(Node node, string text, Node? from) => _provenance.Add(node, text, from);

    private IOperation Body(IMethodSymbol method, SyntaxNode syntax)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            // A project that is referenced as source has trees of its own.
            if (!_compilation.ContainsSyntaxTree(reference.SyntaxTree)) continue;
            var declaration = reference.GetSyntax(Cancellation);
            var operation = _compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, Cancellation);
            if (operation is IMethodBodyOperation body && (body.BlockBody ?? body.ExpressionBody) is { } block) return block;
            if (operation is ILocalFunctionOperation { Body: { } local }) return local;
        }

        throw new LanguageException(Descriptors.UnknownCall, syntax.GetLocation(), method.Name, ", for its body is not in this project");
    }

    public static ElementType Precision(INamedTypeSymbol type)
        => type.Attribute("ModelAttribute")?.NamedArguments.Any(argument => argument.Key == "Precision" && argument.Value.Value is 1) == true ? ElementType.Float64 : ElementType.Float32;
}
