using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Modules that each use decides, in other modules, arrays and behind the interface; and what is told of their mistakes.</summary>
public class ModuleNumberUseTests
{
    private const string Block = """
        [Module] public partial class Block(int from, int to, int stride = 1) : IModule
        {
            private readonly Conv2d _first = new(from, to, 3, stride: stride, padding: 1), _down = new(from, to, 1, stride: stride);
            public Tensor Forward([Shape("N", "from", "H", "W")] Tensor x)
                => (_first.Forward(x) + (from == to && stride == 1 ? x : _down.Forward(x))).Relu();
        }
        """;

    private const string Stage = Block + """
        [Module] public partial class Stage : IModule
        {
            private readonly Block[] _blocks;
            public Stage(int from, int to, int stride, int count)
            {
                _blocks = new Block[count];
                for (var i = 0; i < count; i++) _blocks[i] = new(i == 0 ? from : to, to, i == 0 ? stride : 1);
            }
            public Tensor Forward([Shape("N", "from", "H", "W")] Tensor x) { foreach (var block in _blocks) x = block.Forward(x); return x;
                }
        }
        """;

    private const string Outer = Block + """
        [Module] public partial class Outer(int width) : IModule
        {
            private readonly Block _same = new(width, width), _wider = new(width, 2 * width, 2);
            public Tensor Forward([Shape("N", "width", "H", "W")] Tensor x) => _wider.Forward(_same.Forward(x));
        }
        """;

    private const string Given = Block
        + "[Module] public partial class Given(Block block, int times) : IModule { public Tensor Forward([Shape(\"N\", 4, 6, 6)] Tensor "
        + "x) { for (var i = 0; i < times; i++) x = block.Forward(x); return times > 1 ? x : x.Flatten(2); } }";

    [Theory]
    [InlineData(Stage, "Stage _m = new(4, 6, 2, 2);", "_m._blocks.0._first _m._blocks.0._down _m._blocks.1._first", "[N, 6, 3, 3]")]
    [InlineData(Stage, "Stage _m = new(4, 4, 1, 3);", "_m._blocks.0._first _m._blocks.1._first _m._blocks.2._first", "[N, 4, 6, 6]")]
    [InlineData(Outer, "Outer _m = new(4);", "_m._same._first _m._wider._first _m._wider._down", "[N, 8, 3, 3]")]
    [InlineData(Block, "IModule _m = new Block(4, 4);", "_m._first", "[N, 4, 6, 6]")]
    [InlineData(Block, "Sequential _m = new(new Block(4, 4), new Relu(), new Block(4, 6));", "_m.0._first _m.2._first _m.2._down",
        "[N, 6, 6, 6]")]
    [InlineData(Outer, "Sequential _m = new(new Outer(4), new Block(8, 8, 1));",
        "_m.0._same._first _m.0._wider._first _m.0._wider._down _m.1._first", "[N, 8, 3, 3]")]
    [InlineData(Given, "Given _m = new(new Block(4, 4), 2);", "_m.block._first", "[N, 4, 6, 6]")]
    [InlineData(Given, "Given _m = new(new Block(4, 6), 1);", "_m.block._first _m.block._down", "[N, 6, 36]")]
    public void TheyStandInOtherModules(string modules, string field, string convolutions, string shape)
    {
        var model = $"[Model] public partial class M {{ private readonly {field} public Tensor Forward([Shape(\"N\", 4, 6, 6)] Tensor "
            + $"x) => _m.Forward(x); }}";
        var library = Source.Reference(Source.Generate(Source.Compile(modules)));
        foreach (var graph in new[] { Source.Spec(modules + model).Graph, Source.Spec(Source.Compile(model, library), "M").Graph })
        {
            Assert.Equal(convolutions.Split(' ').SelectMany(name => new[] { name + ".bias", name + ".weight" }).Order(),
                graph.Parameters.Select(parameter => parameter.Name).Order());
            Assert.Equal(shape, graph[graph.Outputs[0].Node].Type.Shape.ToString());
            GraphVerifier.Check(graph);
        }
    }

    [Fact]
    public void ArraysOfThemAreEachTheirOwn()
    {
        var graph = Source.Spec(Block
            + "[Model] public partial class M { private readonly IModule[] _m = [new Block(4, 4), new Block(4, 6), new Block(6, 6)]; "
            + "public Tensor Forward([Shape(\"N\", 4, 6, 6)] Tensor x) { foreach (var block in _m) x = block.Forward(x); return x; } "
            + "}").Graph;
        Assert.Equal(["_m.0._first.weight", "_m.1._first.weight", "_m.1._down.weight", "_m.2._first.weight"],
            graph.Parameters.Select(parameter => parameter.Name).Where(name => name.EndsWith("weight", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheModelsParametersAreThoseThatItsUsesReach()
    {
        var generated = Source.Generate(
            Source.Compile(Block
                + "[Model] public partial class M { private readonly Block _b = new(4, 4); public Tensor Forward([Shape(\"N\", 4, 6, "
                + "6)] Tensor x) => _b.Forward(x); }"));
        Source.Reference(generated);
        Assert.DoesNotContain(generated.SyntaxTrees, tree => tree.ToString().Contains("_b._down", StringComparison.Ordinal));
    }

    /// <summary>The module, with « and » around what is reported, the fields of two models, and how often it is reported.</summary>
    [Theory]
    [InlineData("MG0301", 1,
        "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => n == 1 ? x : x * "
            + "Random.Shared.«NextSingle»(); }", "new(1)", "new(2)")]
    [InlineData("MG0301", 1,
        "[Module] public partial class B(bool b) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { if (b) return x; return x * "
            + "Random.Shared.«NextSingle»(); } }", "new(false)", "new(false)")]
    [InlineData("MG0302", 1,
        "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { if (n == 1) { «try» { return x; } "
            + "finally { } } return x.Relu(); } }", "new(1)", "new(2)")]
    [InlineData("MG0201", 1,
        "[Module] public partial class B(int n) { [Parameter(5)] private readonly Tensor w; public Tensor Forward([Shape(\"N\", 4)] "
            + "Tensor x) { var y = x «+» w; return y.Sum(n); } }", "new(1)", "new(0)")]
    [InlineData("MG0305", 1,
        "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => n == 1 ? x : «new» Linear(4, "
            + "4).Forward(x); }", "new(1)", "new(1)")]
    [InlineData("MG0201", 1,
        "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => x.«Sum»(n); }",
        "new(1)", "new(2)", "n: 2", "'_b'", "line 5")]
    [InlineData("MG0201", 2,
        "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => x.«Sum»(n); }",
        "new(3)", "new(2)")]
    [InlineData("MG0201", 1,
        "[Module] public partial class B(int n, bool b) { private readonly Linear _l = new(5, 4); public Tensor Forward([Shape(\"N\", "
            + "4)] Tensor x) => b ? x.Sum(n) : _l.«Forward»(x); }", "new(1, true)", "new(1, false)", "Linear(5, 4)", "b: false")]
    [InlineData("MG0304", 1,
        "[Module] public partial class B(int n) { private readonly Linear[] _l = [new(4, 4)]; public Tensor Forward([Shape(\"N\", 4)] "
            + "Tensor x) { for (var i = 0; i < n; i++) x = «_l[i]».Forward(x); return x; } }", "new(1)", "new(2)", "there are 1 elements",
                "n: 2")]
    [InlineData("MG0301", 1,
        "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { var y = n == 1 ? x : "
            + "x.Transpose(); return y * Random.Shared.«NextSingle»(); } }", "new(1)", "new(2)")]
    [InlineData("MG0302", 1,
        "[Module] public partial class B(int n, bool b) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) { var y = x.Sum(n - n); if "
            + "(b) return y; «try» { return y; } finally { } } }", "new(1, true)", "new(2, true)")]
    public async Task MistakesAreToldOnceWhereTheyAre(string id, int times, string module, string first, string second, string? text = null,
        string? use = null, string? place = null)
    {
        var compilation = Source.Compile($$"""
            {{module.Replace("«", "").Replace("»", "")}}
            [Model] public partial class M { private readonly B _b = {{first}}; public Tensor Forward([Shape("N", 4)] Tensor x)
                => _b.Forward(x); }
            [Model] public partial class L { private readonly B _b = {{second}}; public Tensor Forward([Shape("N", 4)] Tensor x)
                => _b.Forward(x); }
            """.Insert(0, "using System; "));
        var diagnostics = await Source.Analyze(compilation);
        Assert.Equal(times, diagnostics.Count);
        foreach (var diagnostic in diagnostics)
        {
            Assert.Equal(id, diagnostic.Id);
            Assert.Equal(module.IndexOf('«') + "using System; ".Length, diagnostic.Location.SourceSpan.Start);
            Assert.Equal(module[(module.IndexOf('«') + 1)..module.IndexOf('»')].Length, diagnostic.Location.SourceSpan.Length);
            foreach (var part in new[] { text, use, place }.OfType<string>())
                Assert.Contains(part, diagnostic.GetMessage(null), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AMistakeOfALibrarysModuleIsToldAtTheUse()
    {
        var library = Source.Reference(
            Source.Generate(Source.Compile(
                "[Module] public partial class B(int n) { public Tensor Forward([Shape(\"N\", 4)] Tensor x) => x.Sum(n); }")));
        var compilation = Source.Compile(
            "[Model] public partial class M { private readonly B _b = new(2); public Tensor Forward([Shape(\"N\", 4)] Tensor x) => "
                + "_b.Forward(x); }", library);
        var diagnostic = Assert.Single(await Source.Analyze(compilation));
        Assert.Equal("MG0503", diagnostic.Id);
        Assert.Equal("B(n: 2) does not fit here: [N, 4] has no axis 2; its axes are -2..1", diagnostic.GetMessage(null));
        Assert.Equal("_b", diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken)
            .ToString(diagnostic.Location.SourceSpan));
    }

    /// <summary>
    /// Its source takes along what cannot be seen from another project: inner modules, bodies of methods, base classes, enums.
    /// </summary>
    [Fact]
    public void ALibrarysModuleMayBeMadeOfWhatIsNotPublic()
    {
        const string Modules = """
            namespace Blocks
            {
                internal enum Way { Same, Turned }
                public static class Functions { public static Tensor Twice(Tensor x) => Again(x) + x; private static Tensor Again(Tensor x)
                    => Inner.Same(x); private static class Inner { public static Tensor Same(Tensor x) => x; } }
                public abstract class Base { protected const double Half = 0.5; protected static Tensor Halved(Tensor x) => x * Half; }
                [Module] internal sealed partial class Hidden(int from, int to) { private readonly Linear _l = new(from, to);
                    public Tensor Forward([Shape("...", "from")] Tensor x) => from == to ? x : _l.Forward(x); }
                [Module] public sealed partial class Shown(int from, int to) : Base, IModule
                {
                    private readonly Way _way = from == to ? Way.Same : Way.Turned;
                    private readonly Hidden _hidden = new(from, to);
                    public Tensor Forward([Shape("N", "from")] Tensor x)
                        => Halved(_way == Way.Turned ? Functions.Twice(_hidden.Forward(x)) : x);
                }
            }
            """;
        const string Model = "[Model] public partial class M {{ private readonly Blocks.Shown _s = new({0}); public Tensor "
            + "Forward([Shape(\"N\", 4)] Tensor x) => _s.Forward(x); }}";
        var library = Source.Reference(Source.Generate(Source.Compile(Modules)));
        foreach (var (arguments, names) in new[] { ("4, 3", "_s._hidden._l.weight _s._hidden._l.bias"), ("4, 4", "") })
        {
            var (source, metadata) = (Source.Spec(Modules + string.Format(null, Model, arguments)).Graph,
                Source.Spec(Source.Compile(string.Format(null, Model, arguments), library), "M").Graph);
            Assert.Equal(names, string.Join(" ", metadata.Parameters.Select(parameter => parameter.Name)));
            Evaluation.Same(source, metadata);
        }
    }

    [Fact]
    public async Task AMistakeInAModuleOfAModuleIsToldOnce()
    {
        var diagnostic = Assert.Single(await Source.Analyze(Source.Compile("""
            [Module] public partial class B(int n) { public Tensor Forward([Shape("N", 4)] Tensor x) => x.Sum(n); }
            [Module] public partial class A(int k) { private readonly B _b = new(k + 1); public Tensor Forward([Shape("N", 4)] Tensor x)
                => _b.Forward(x); }
            [Model] public partial class M { private readonly A _a = new(1); public Tensor Forward([Shape("N", 4)] Tensor x)
                => _a.Forward(x); }
            """)));
        Assert.Contains("so it is for B(n: 2), used at '_b' in Source.cs, line 3; so it is for A(k: 1), used at '_a' in Source.cs, line 5",
            diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(0, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public async Task NumbersOfAModelAreFixedByCreateAlone()
    {
        var diagnostic = Assert.Single(
            await Source.Analyze(Source.Compile(Block
                + "[Model] public partial class M(int stride) { private readonly Block _b = new(4, 4, stride); public Tensor "
                + "Forward([Shape(\"N\", 4, 6, 6)] Tensor x) => _b.Forward(x); }")));
        Assert.Equal("MG0201", diagnostic.Id);
        Assert.Contains("the two sides of the branch give", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnusedModuleOfThisKindIsNoMistake()
        => Assert.Empty(await Source.Analyze(Source.Compile(Stage + Outer.Replace(Block, ""))));
}
