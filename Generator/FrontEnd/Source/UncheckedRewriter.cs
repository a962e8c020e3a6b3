using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// Emitted code for projects that check arithmetic for overflow: the bodies of its methods say unchecked, for places of padding lie before
/// their tensor, and random numbers and masks are what overflow leaves.
/// </summary>
internal sealed class UncheckedRewriter : CSharpSyntaxRewriter
{
    public override SyntaxNode VisitMethodDeclaration(MethodDeclarationSyntax node)
        => node.Body is { } body
            ? node.WithBody(Unchecked(body))
            : node.WithExpressionBody(Unchecked(node.ExpressionBody, node.ReturnType));

    private static BlockSyntax Unchecked(BlockSyntax body)
        => body.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(
            SyntaxFactory.CheckedStatement(SyntaxKind.UncheckedStatement, SyntaxFactory.Block(body.Statements))));

    // What is no value, a call or an exception, cannot be put in parentheses.
    private static ArrowExpressionClauseSyntax? Unchecked(ArrowExpressionClauseSyntax? arrow, TypeSyntax type)
    {
        if (arrow is null || arrow.Expression is ThrowExpressionSyntax
            || type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword })
            return arrow;
        return arrow.WithExpression(SyntaxFactory.CheckedExpression(SyntaxKind.UncheckedExpression, arrow.Expression.WithoutTrivia())
            .WithTriviaFrom(arrow.Expression));
    }
}
