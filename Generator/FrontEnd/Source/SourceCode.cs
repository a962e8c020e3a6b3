using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// The source of a compilation as the reading of one class sees it: the only way to bodies and initializers. It remembers the files that
/// these are in, on whose text that reading depends; on all other files it depends through what they declare.
/// </summary>
/// <param name="compilation">The compilation.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class SourceCode(Compilation compilation, CancellationToken cancellation)
{
    // A semantic model binds a body once, a new one binds it anew.
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];

    public Compilation Compilation => compilation;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The files that were read.</summary>
    public HashSet<SyntaxTree> Files { get; private init; } = [];

    /// <summary>A compilation that has more files, and those of this one.</summary>
    public SourceCode Beside(Compilation other) => new(other, cancellation) { Files = Files, IsCarried = true };

    /// <summary>Whether it is what a library carries, which has no files here.</summary>
    public bool IsCarried { get; private init; }

    /// <summary>Whether a symbol belongs to the compilation itself.</summary>
    public bool Declares(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    public SyntaxNode Syntax(SyntaxReference reference)
    {
        Files.Add(reference.SyntaxTree);
        return reference.GetSyntax(cancellation);
    }

    public IOperation? Operation(SyntaxNode syntax)
        => DeepStack.Run(syntax, () => Model(syntax.SyntaxTree).GetOperation(syntax, cancellation));

    public Optional<object?> Constant(SyntaxNode syntax) => Model(syntax.SyntaxTree).GetConstantValue(syntax, cancellation);

    /// <summary>What a name stands for.</summary>
    public ISymbol? Symbol(SyntaxNode name) => Model(name.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol;

    /// <summary>The body of a method.</summary>
    /// <returns>A block, or the block that stands for an expression body; null where the compilation has no source of it.</returns>
    public IOperation? Body(IMethodSymbol method)
    {
        // A project that is referenced as source has trees of its own.
        foreach (var reference in method.DeclaringSyntaxReferences.Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree)))
        {
            var operation = Operation(Syntax(reference));
            if (operation is IMethodBodyOperation body && (body.BlockBody ?? body.ExpressionBody) is { } block) return block;
            if (operation is ILocalFunctionOperation { Body: { } local }) return local;
        }

        return null;
    }

    private SemanticModel Model(SyntaxTree tree)
    {
        Files.Add(tree);
        if (!_models.TryGetValue(tree, out var model)) _models.Add(tree, model = compilation.GetSemanticModel(tree));
        return model;
    }
}
