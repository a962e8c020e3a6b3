using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Modules of modules and of any shape: from this project, from the standard layers, and from anyone's library.</summary>
public class SequentialTests
{
    private const string Block = """
        namespace Blocks
        {
            using static System.Math;

            /// <summary>Two branches, multiplied.</summary>
            [Module] public sealed partial class Parallel(IModule left, IModule right) : IModule
            {
                public Tensor Forward([AnyShape] Tensor input) => Scaled(left.Forward(input)) * right.Forward(input);
            }
            public sealed partial class Parallel { private static Tensor Scaled(Tensor x) => x * PI; }
        }
        """;

    [Theory]
    [InlineData("Sequential _net = new(new Linear(3, 4), new Relu(), new Linear(4, 2));",
        "_net.0.weight _net.0.bias _net.2.weight _net.2.bias")]
    [InlineData("IModule _net = new Sequential(new Linear(3, 4), new Relu(), new Linear(4, 2));",
        "_net.0.weight _net.0.bias _net.2.weight _net.2.bias")]
    [InlineData("Sequential _net = new(new Sequential(new Linear(3, 4), new Relu()), new Linear(4, 2));",
        "_net.0.0.weight _net.0.0.bias _net.1.weight _net.1.bias")]
    [InlineData("Sequential _net = new([new Linear(3, 4), new Relu(), new Linear(4, 2)]);",
        "_net.0.weight _net.0.bias _net.2.weight _net.2.bias")]
    public void ItIsItsModulesOneAfterTheOther(string field, string names)
    {
        var graph = Source.Spec(
            $"[Model] public partial class M {{ private readonly {field} public Tensor Forward([Shape(\"N\", \"T\", 3)] Tensor x) => "
                + $"_net.Forward(x); }}").Graph;
        Assert.Equal(names, string.Join(" ", graph.Parameters.Select(parameter => parameter.Name)));
        Assert.Equal("[N, T, 2]", graph[graph.Outputs[0].Node].Type.Shape.ToString());
        Assert.Empty(graph.Guards);
        GraphVerifier.Check(graph);
    }

    [Fact]
    public void LayersOfAnyShape()
    {
        const string Model = "[Model] public partial class M {{ private readonly Sequential _net = new({0}); public Tensor "
            + "Forward([Shape(\"N\", 2, 3, 4)] Tensor x) => {1}; }}";
        var modules = string.Format(null, Model, "new Flatten(2), new Softmax(axis: -2), new LogSoftmax(), new Flatten()",
            "_net.Forward(x)");
        var methods = string.Format(null, Model, "new Identity()", "_net.Forward(x).Flatten(2).Softmax(-2).LogSoftmax(-1).Flatten()");
        Evaluation.Same(Source.Spec(methods).Graph, Source.Spec(modules).Graph, ("N", 5));
    }

    [Fact]
    public void SizesOfTheModelGoThrough()
    {
        var graph = Source.Spec("""
            [Module] public partial class Feed(int width) : IModule {
                private readonly Sequential _net = new(new Linear(width, 4 * width), new Gelu(), new Linear(4 * width, width));
                public Tensor Forward([Shape("...", "width")] Tensor input) => input + _net.Forward(input);
            }
            [Model] public partial class M(int size) { private readonly Sequential _all = new(new Feed(size), new Feed(size));
                public Tensor Forward([Shape("N", "size")] Tensor x) => _all.Forward(x); }
            """).Graph;
        Assert.Equal("[4*size, size]",
            graph.Parameters.Single(parameter => parameter.Name == "_all.1._net.0.weight").Type.Shape.ToString());
        Assert.Equal("[N, size]", graph[graph.Outputs[0].Node].Type.Shape.ToString());
        Assert.Empty(graph.Guards);
        GraphVerifier.Check(graph);
    }

    [Fact]
    public void AModuleThatIsHeldElsewhereKeepsItsName()
    {
        var graph = Source.Spec("""
            [Model] public partial class M {
                private readonly Linear _shared = new(3, 3); private readonly Sequential _net;
                public M() { _net = new(_shared, new Sequential(new Sequential(_shared, new Tanh()), new Linear(3, 2))); }
                public Tensor Forward([Shape("N", 3)] Tensor x) => _net.Forward(_shared.Forward(x));
            }
            """).Graph;
        Assert.Equal(["_shared.weight", "_shared.bias", "_net.1.1.weight", "_net.1.1.bias"],
            graph.Parameters.Select(parameter => parameter.Name));
        GraphVerifier.Check(graph);
    }

    [Fact]
    public void AModuleOfModulesComesFromAnyonesLibrary()
    {
        const string Model = """
            [Model] public partial class M(int width) {
                private readonly Sequential _net = new(new Blocks.Parallel(new Linear(3, width), new Linear(3, width)),
                    new Blocks.Parallel(new Linear(width, 2), new Sequential(new Linear(width, 2), new Sigmoid())));
                public Tensor Forward([Shape("N", 3)] Tensor x) => _net.Forward(x);
            }
            """;
        var library = Source.Reference(Source.Generate(Source.Compile(Block)));
        var (source, metadata) = (Source.Spec(Model + Block).Graph, Source.Spec(Source.Compile(Model, library), "M").Graph);
        Assert.Equal(["_net.0.left.weight", "_net.0.left.bias", "_net.0.right.weight"],
            metadata.Parameters.Take(3).Select(parameter => parameter.Name));
        Assert.Equal(GraphPrinter.Print(source), GraphPrinter.Print(metadata));
        Source.Reference(Source.Generate(Source.Compile(Model, library)));
    }

    [Fact]
    public async Task AWrongShapeInsideIsToldWhereItIsUsed()
    {
        var diagnostic = Assert.Single(
            await Source.Analyze(Source.Compile(
                "[Model] public partial class M { private readonly Sequential _net = new(new Linear(3, 4), new Linear(5, 2)); public "
                    + "Tensor Forward([Shape(\"N\", 3)] Tensor x) => _net.Forward(x); }")));
        Assert.Contains("Linear(5, 2)", diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("Forward", diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken)
            .ToString(diagnostic.Location.SourceSpan));
    }

    [Fact]
    public async Task AModuleOfAnyShapeIsNoMistakeBeforeItIsUsed()
    {
        var compilation = Source.Compile(Block);
        Assert.Empty(await Source.Analyze(compilation));
        var text = Source.Generate(compilation).SyntaxTrees.Last().ToString();
        Assert.Contains("using static System.Math;", text, StringComparison.Ordinal);
        Assert.DoesNotContain("summary", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceOfANewerVersionIsToldSo()
    {
        var library = Source.Reference(
            Source.Compile($"[Module, ModuleSource({GraphText.Version + 1}, \"\")] public sealed partial class Later : IModule {{ "
                + $"public Tensor Forward([AnyShape] Tensor input) => input; }}"));
        var diagnostic = Assert.Single(
            await Source.Analyze(Source.Compile(
                "[Model] public partial class M { private readonly Later _l = new(); public Tensor Forward([Shape(\"N\", 3)] Tensor x) "
                    + "=> _l.Forward(x); }", library)));
        Assert.Equal("MG0501", diagnostic.Id);
    }

    [Fact]
    public async Task AModelHasInputsOfAShape()
        => Assert.Equal("MG0101",
            Assert.Single(await Source.Analyze(
                Source.Compile("[Model] public partial class M { public Tensor Forward([AnyShape] Tensor x) => x; }"))).Id);
}
