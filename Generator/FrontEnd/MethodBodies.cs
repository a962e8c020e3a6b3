using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The bodies of methods.</summary>
internal static class MethodBodies
{
    /// <returns>A block, or the block that stands for an expression body; null where the compilation has no source of it.</returns>
    public static IOperation? Find(Compilation compilation, IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            // A project that is referenced as source has trees of its own.
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree)) continue;
            var declaration = reference.GetSyntax(cancellation);
            var operation = compilation.GetSemanticModel(declaration.SyntaxTree).GetOperation(declaration, cancellation);
            if (operation is IMethodBodyOperation body && (body.BlockBody ?? body.ExpressionBody) is { } block) return block;
            if (operation is ILocalFunctionOperation { Body: { } local }) return local;
        }

        return null;
    }
}
