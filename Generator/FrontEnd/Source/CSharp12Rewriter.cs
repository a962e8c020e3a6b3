using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>
/// Emitted code for projects in C# 12, which does not know which overload goes before another: where a call takes spans, the overload over
/// tensors is left out, for an array would fit both.
/// </summary>
internal sealed class CSharp12Rewriter : CSharpSyntaxRewriter
{
    public const string Priority = "OverloadResolutionPriority";

    public override SyntaxNode VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        var methods = node.Members.OfType<MethodDeclarationSyntax>().ToList();
        var first = new HashSet<string>(methods.Where(HasPriority).Select(method => method.Identifier.ValueText));
        var others = methods.Where(method => !HasPriority(method) && first.Contains(method.Identifier.ValueText));
        var left = node.RemoveNodes(others, SyntaxRemoveOptions.KeepNoTrivia)!;
        return left.RemoveNodes(left.Members.OfType<MethodDeclarationSyntax>()
            .SelectMany(method => method.AttributeLists.Where(IsPriority)), SyntaxRemoveOptions.KeepLeadingTrivia)!;
    }

    private static bool HasPriority(MethodDeclarationSyntax method) => method.AttributeLists.Any(IsPriority);

    private static bool IsPriority(AttributeListSyntax list)
        => list.Attributes.Any(attribute => attribute.Name.ToString().EndsWith(Priority, StringComparison.Ordinal));
}
