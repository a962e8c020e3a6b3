using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Benchmarks.Compiling;

/// <summary>One model of a sample, in a compilation in which no other class is a model.</summary>
/// <param name="Name">The class.</param>
/// <param name="Compilation">All of the sample.</param>
/// <param name="Tree">The file that the class is in.</param>
internal sealed record SampleModel(string Name, CSharpCompilation Compilation, SyntaxTree Tree)
{
    /// <summary>The models of a sample, in the order of its files.</summary>
    public static IEnumerable<SampleModel> Of(string project)
    {
        var all = SampleSources.Compilation(project);
        foreach (var name in all.SyntaxTrees.SelectMany(Models).Select(type => type.Identifier.Text).ToList())
        {
            var alone = all.SyntaxTrees.Aggregate(all,
                (compilation, tree) => compilation.ReplaceSyntaxTree(tree, Without(tree, type => type.Identifier.Text != name)));
            yield return new(name, alone, alone.SyntaxTrees.Single(tree => Models(tree).Any()));
        }
    }

    /// <summary>The compilation after an edit of Forward: what it returns is multiplied by a number.</summary>
    public CSharpCompilation WithEditedForward(int number)
    {
        var root = Tree.GetRoot();
        var forward = Models(Tree).Single().Members.OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == "Forward");
        var value = forward.ExpressionBody?.Expression ?? forward.DescendantNodes().OfType<ReturnStatementSyntax>().Last().Expression!;
        return Compilation.ReplaceSyntaxTree(Tree,
            Tree.WithRootAndOptions(root.ReplaceNode(value, SyntaxFactory.ParseExpression($"({value.WithoutTrivia()}) * 1.{number}f")),
                Tree.Options));
    }

    private static SyntaxTree Without(SyntaxTree tree, Func<ClassDeclarationSyntax, bool> isMeant)
    {
        var lists = Models(tree).Where(isMeant).SelectMany(type => type.AttributeLists).Where(IsOfModel).ToList();
        return lists.Count == 0
            ? tree
            : tree.WithRootAndOptions(tree.GetRoot().RemoveNodes(lists, SyntaxRemoveOptions.KeepNoTrivia)!, tree.Options);
    }

    private static IEnumerable<ClassDeclarationSyntax> Models(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => type.AttributeLists.Any(IsOfModel));

    private static bool IsOfModel(AttributeListSyntax list) => list.Attributes.Any(attribute => attribute.Name.ToString() == "Model");
}
