using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>A class is read again when anything could have changed that it was read from, and only then.</summary>
public class CachedSpecTests
{
    private const string Model = """
        [Model]
        [Own]
        public partial class Net
        {
            private readonly Block _block = new();
            private readonly Linear _output = new(Sizes.Hidden, 10);

            public Tensor Forward([Shape("N", 784)] Tensor pixels)
                => _output.Forward(Helper.Scale(_block.Forward(pixels)).Map(Helper.Twice));

            public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
        }
        """;

    private const string Others = """
        public static class Sizes { public const int Hidden = 128; }
        public static class Helper
        {
            public static Tensor Scale(Tensor x, float by = 2) { return x * by; }
            [Elementwise] public static float Twice(float x) => x + x;
        }
        [Module] public partial class Block
        {
            private readonly float _factor = 2, _set;
            private readonly Linear _inner = new(784, Sizes.Hidden);
            public Block() { _set = 3; }
            public Tensor Forward([Shape("N", 784)] Tensor x) { return _inner.Forward(x) * _factor + _set; }
        }
        [Optimizer] public sealed partial class OwnAttribute : Attribute
        {
            public double LearningRate { get; set; } = 1e-3;
            internal static float Update(float parameter, float gradient, float learningRate) => parameter - 2 * learningRate * gradient;
        }
        """;

    private const string Elsewhere =
        "public static class Elsewhere { private static int _start = 1; public const int Number = 1; public static int One() { return "
            + "1; } public static int Two => 2; }";

    // The files that stay are the same in all compilations, as in an editor.
    private static readonly CSharpCompilation Whole = With(With(SourceProgram.Compile(Model), "others.cs", Others), "elsewhere.cs",
        Elsewhere);

    [Theory]
    [InlineData("{ return 1; }", "{ var sum = 0; return sum + 3; }")]
    [InlineData("=> 2", "=> 3")]
    [InlineData("_start = 1", "_start = 2")]
    [InlineData("public static int One", "/* a comment */ public static int One")]
    public void AnEditOfABodyElsewhereReadsNothing(string from, string to)
        => Assert.Same(Spec(Whole), Spec(With(Whole, "elsewhere.cs", Edited(Elsewhere, from, to))));

    [Fact]
    public void TheSameFilesReadNothing()
        => Assert.Same(Spec(Whole),
            Spec(Whole.SyntaxTrees.Aggregate(Whole,
                (compilation, tree) => compilation.ReplaceSyntaxTree(tree,
                    CSharpSyntaxTree.ParseText(tree.ToString(), SourceProgram.Parsing, tree.FilePath)))));

    [Theory]
    [InlineData("=> x + x", "=> /* twice */ x  +  x")]
    [InlineData("[Module]", "// A block.\n[Module]")]
    public void BlanksAndCommentsReadNothing(string from, string to)
        => Assert.Same(Spec(Whole), Spec(With(Whole, "others.cs", Edited(Others, from, to))));

    [Theory]
    [InlineData("One()", "One(int more)")]
    [InlineData("Number = 1", "Number = 2")]
    [InlineData("}", "} public class Another;")]
    public void AnotherDeclarationReadsAgain(string from, string to)
    {
        var (before, after) = (Spec(Whole), Spec(With(Whole, "elsewhere.cs", Edited(Elsewhere, from, to))));
        Assert.NotSame(before, after);
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("x * by", "x / by")]
    [InlineData("by = 2", "by = 3")]
    [InlineData("x + x", "x * x")]
    [InlineData("Hidden = 128", "Hidden = 64")]
    [InlineData("_factor = 2", "_factor = 3")]
    [InlineData("_set = 3; }", "_set = 4; }")]
    [InlineData("_set = 3; }", "}")]
    [InlineData("_inner.Forward(x)", "_inner.Forward(x).Relu()")]
    [InlineData("1e-3", "1e-2")]
    [InlineData("- 2 *", "- 3 *")]
    [InlineData("public static class Sizes",
        "[Module] public partial class Linear(int from, int to) { [Parameter(\"from\", \"to\")] private readonly Tensor _w; public "
            + "Tensor Forward([Shape(\"N\", \"from\")] Tensor x) => x.MatMul(_w); } public static class Sizes")]
    public void AnEditOfWhatTheModelIsMadeOfIsSeen(string from, string to)
    {
        var (before, edited) = (Spec(Whole), With(Whole, "others.cs", Edited(Others, from, to)));
        Assert.NotNull(before);
        Assert.NotEqual(before, Spec(edited));
        Assert.Equal(ModelParser.Parse(Type(edited), edited, _ => { }, TestContext.Current.CancellationToken), Spec(edited));
    }

    [Fact]
    public void AnEditAfterEditsThatReadNothingIsSeen()
    {
        var compilation = Whole;
        var first = Spec(compilation);
        foreach (var number in new[] { "4", "5", "6" })
        {
            compilation = With(compilation, "elsewhere.cs", Edited(Elsewhere, "=> 2", "=> " + number));
            Assert.Same(first, Spec(compilation));
        }

        Assert.NotEqual(first, Spec(With(compilation, "others.cs", Edited(Others, "x + x", "x * x"))));
        Assert.Equal(first, Spec(compilation));
    }

    [Fact]
    public void AnotherLibraryReadsAgain()
    {
        var (before, after) = (Spec(Whole),
            Spec(Whole.AddReferences(SourceProgram.Library("public class Unrelated;").ToMetadataReference())));
        Assert.NotSame(before, after);
        Assert.Equal(before, after);
    }

    [Fact]
    public void AnEditOfALibraryIsSeen()
    {
        const string Text = "[Module] public partial class Far { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => x * 2; }";
        const string Near = "[Model] public partial class Net { private readonly Far _far = new(); public Tensor Forward([Shape(\"N\", "
            + "4)] Tensor x) => _far.Forward(x); }";
        var compilation = SourceProgram.Compile(Near);
        var specs = new[] { Text, Text.Replace("* 2", "* 3", StringComparison.Ordinal) }
            .Select(text => Spec(compilation.AddReferences(Compiled(text)))).ToList();
        Assert.NotNull(specs[0]);
        Assert.NotEqual(specs[0], specs[1]);
    }

    /// <summary>A library with the attributes that the generator writes.</summary>
    private static MetadataReference Compiled(string text)
    {
        SourceProgram.Driver().RunGeneratorsAndUpdateCompilation(SourceProgram.Library(text), out var compilation, out _,
            TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        Assert.Empty(compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static CSharpCompilation With(CSharpCompilation compilation, string path, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, SourceProgram.Parsing, path, cancellationToken: TestContext.Current.CancellationToken);
        return compilation.SyntaxTrees.FirstOrDefault(other => other.FilePath == path) is { } old
            ? compilation.ReplaceSyntaxTree(old, tree)
            : compilation.AddSyntaxTrees(tree);
    }

    private static string Edited(string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        return text.Replace(from, to, StringComparison.Ordinal);
    }

    private static ModelSpec? Spec(CSharpCompilation compilation)
        => ModelParser.Source(Type(compilation), compilation, TestContext.Current.CancellationToken).Spec;

    private static INamedTypeSymbol Type(CSharpCompilation compilation) => compilation.GetTypeByMetadataName("Net")!;
}
