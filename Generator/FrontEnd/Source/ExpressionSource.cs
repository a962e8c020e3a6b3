using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>Tells of a piece of syntax which expression it is, and where it stands.</summary>
internal static class ExpressionSource
{
    private const int LongestText = 72;

    public static SourceExpression Of(SyntaxNode syntax)
    {
        var (tree, member) = (syntax.SyntaxTree, Member(syntax));
        var tokens = SourceTokens.Of(tree);
        var name = tokens.NumberAt(SyntaxText.LocationOf(syntax).SourceSpan.Start);
        return new(Path.GetFileName(tree.FilePath), Name(member), name - tokens.NumberAt(member.SpanStart),
            SyntaxText.Short(syntax, LongestText))
        {
            Place = new(tree.FilePath, name, tokens.NumberAt(syntax.GetLastToken().SpanStart)),
        };
    }

    /// <summary>What a name in emitted code is for a value that the source does not name: the method that makes it.</summary>
    public static string Method(SyntaxNode syntax) => Member(syntax) switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        _ => "value",
    };

    private static SyntaxNode Member(SyntaxNode syntax)
        => syntax.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax) ?? syntax.SyntaxTree.GetRoot();

    private static string Name(SyntaxNode member)
    {
        var own = member switch
        {
            MethodDeclarationSyntax method => $"{method.Identifier.ValueText}/{method.ParameterList.Parameters.Count}",
            FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
            _ => "",
        };
        var types = member.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText).Reverse();
        return string.Join(".", types.Append(own));
    }
}
