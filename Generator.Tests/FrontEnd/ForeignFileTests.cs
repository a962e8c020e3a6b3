using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>
/// An editor asks for the diagnostics of one file: what is wrong in a helper of another file is told at the call in the model.
/// </summary>
public class ForeignFileTests
{
    private const string Model = """
        [Model] public partial class M
        {
            private readonly Linear _layer = new(8, 4);
            private readonly Block _block = new(2);
            public Tensor Forward([Shape("N", 8)] Tensor x) => RESULT;
        }
        """;

    private const string Other = """
        public static class Helper
        {
            public static Tensor Twice(Tensor x) => Once(Once(x));
            public static Tensor Once(Tensor x) => x.Sum(5);
            public static Tensor Lost(Tensor x) { x.Relu(); return x; }
            public static Tensor Foreign(Tensor x) => Later.Run(x);
        }
        [Module] public partial class Block(int n)
        {
            public Tensor Forward([Shape("...", 8)] Tensor x)
            {
                for (var i = 0; i < n; i++) x = x.Sum(3 - i);
                return x;
            }
        }
        """;

    private const string Later = "public static class Later { public static Tensor Run(Tensor x) => x.Sum(9); }";

    [Theory]
    [InlineData("Helper.«Once»(x)", "MG0201", "has no axis 5", "that is at 'Sum' in other.cs, line 4")]
    [InlineData("Helper.«Twice»(_layer.Forward(x))", "MG0201", "has no axis 5", "in other.cs, line 4")]
    [InlineData("Helper.«Lost»(x)", "MG0407", "goes nowhere", "in other.cs, line 5")]
    [InlineData("Helper.«Foreign»(x)", "MG0201", "has no axis 9", "in later.cs, line 1")]
    [InlineData("«_block».Forward(x)", "MG0201", "has no axis", "in other.cs, line 12")]
    [InlineData("Helper.Once(x.«Sum»(7))", "MG0201", "has no axis 7", "its axes are")]
    public async Task WhatIsWrongThereIsToldAtTheCall(string result, string id, string message, string place)
    {
        var start = Model.IndexOf("RESULT", StringComparison.Ordinal) + result.IndexOf('«');
        var length = result.IndexOf('»') - result.IndexOf('«') - 1;
        var text = Model.Replace("RESULT", result.Replace("«", "").Replace("»", ""));
        var compilation = SourceProgram.Compile(text)
            .AddSyntaxTrees(Tree(Other, "other.cs"), Tree(Later, "later.cs"));
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == "program.cs");
        var analysis = compilation.WithAnalyzers([new ModelAnalyzer()]);
        var diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null,
            TestContext.Current.CancellationToken);
        var diagnostic = Assert.Single(diagnostics, diagnostic => diagnostic.Id is not "MG0402");
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal((start, length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains(message, diagnostic.GetMessage());
        Assert.Contains(place, diagnostic.GetMessage());
        Assert.Equal(place.Contains(".cs") ? 1 : 0, diagnostic.AdditionalLocations.Count(other => other.SourceTree != tree));
    }

    private static SyntaxTree Tree(string text, string path)
        => CSharpSyntaxTree.ParseText(text, SourceProgram.Parsing, path, cancellationToken: TestContext.Current.CancellationToken);
}
