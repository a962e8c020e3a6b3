using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Bodies;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Modules;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>The fields and methods of the class that is read.</summary>
internal sealed class ClassMembers : IMembers
{
    private const int DeepestCall = 64;

    private readonly ReadingContext _context;
    private readonly FieldReader _fields;
    private readonly HashSet<ISymbol> _withoutModules = new(SymbolEqualityComparer.Default);
    private int _depth;

    /// <param name="context">The class.</param>
    /// <param name="modules">The modules that it uses.</param>
    public ClassMembers(ReadingContext context, IModuleGraphs modules)
        => (_context, _fields) = (context, new(context, this, modules));

    /// <summary>Warnings of fields that nobody uses.</summary>
    public IEnumerable<Diagnostic> Unused() => _fields.Unused();

    /// <summary>The fields that were read so far.</summary>
    public IEnumerable<IFieldSymbol> UsedFields => _fields.UsedFields;

    public SymbolicValue Field(IFieldReferenceOperation reference) => _context.Captured(_fields.Read(reference));

    public ParameterInfo? Buffer(IFieldSymbol field) => _fields.Buffer(field);

    public ModuleValue Create(IObjectCreationOperation creation) => _fields.Create(creation);

    public SymbolicValue Call(IMethodSymbol method, IReadOnlyDictionary<string, SymbolicValue> arguments, SyntaxNode syntax,
        Scope? caller = null)
    {
        if (_context.Foreign is not null || !LeavesFiles(method)) return Run(method, arguments, syntax, caller);
        var call = _context.Foreign = new(SyntaxText.LocationOf(syntax));
        try
        {
            return Run(method, arguments, syntax, caller);
        }
        catch (LanguageException exception) when (exception.Diagnostic is { } diagnostic)
        {
            throw exception.With(call.Tell(diagnostic));
        }
        finally
        {
            _context.Foreign = null;
        }
    }

    /// <summary>Whether a method stands in none of the class's files.</summary>
    private bool LeavesFiles(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.Length > 0 && !method.DeclaringSyntaxReferences
            .Any(reference => _context.Type.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == reference.SyntaxTree));

    private SymbolicValue Run(IMethodSymbol method, IReadOnlyDictionary<string, SymbolicValue> arguments, SyntaxNode syntax, Scope? caller)
    {
        if (++_depth > DeepestCall)
            throw new LanguageException(Descriptors.UnknownSyntax, syntax.GetLocation(), "recursion without end",
                "call a method a fixed number of times")
            { IsOfValues = true };
        var scope = new Scope(caller ?? _context.Buffers);
        foreach (var parameter in method.OriginalDefinition.Parameters)
        {
            if (arguments.TryGetValue(parameter.Name, out var value)) scope.Declare(parameter, value);
        }

        MustMakeNoModule(method, syntax);
        var result = new StatementReader(_context, new(_context, this, scope), scope).Body(Body(method, syntax));
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

    private IOperation Body(IMethodSymbol method, SyntaxNode syntax)
        => _context.Code.Body(method) ?? throw new LanguageException(Descriptors.UnknownCall, syntax.GetLocation(), method.Name,
            ", for its body is not in this project");
}
