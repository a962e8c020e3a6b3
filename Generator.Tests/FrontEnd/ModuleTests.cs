using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Modules: nested, used twice, of several axes, with constructor parameters, and from other assemblies.</summary>
public class ModuleTests
{
    private const string Block = """
        [Module] public partial class Block(int size) {
            private readonly Linear _first = new(size, 2 * size);
            private readonly Linear _second = new(2 * size, size);
            public Tensor Forward([Shape("...", "size")] Tensor x) => x + _second.Forward(_first.Forward(x).Tanh());
        }
        """;

    [Fact]
    public void ModulesInModules()
    {
        var graph = Source.Spec(Block
            + "[Model] public partial class M { private readonly Block _a = new(3); private readonly Block _b = new(3); public Tensor "
            + "Forward([Shape(\"N\", 3)] Tensor x) => _b.Forward(_a.Forward(x)); }").Graph;
        Assert.Equal(
            ["_a._first.weight [6, 3]", "_a._first.bias [6]", "_a._second.weight [3, 6]", "_a._second.bias [3]", "_b._first.weight [6, 3]",
                "_b._first.bias [6]", "_b._second.weight [3, 6]", "_b._second.bias [3]"],
            graph.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type.Shape}"));
    }

    [Fact]
    public void AModuleUsedTwiceSharesItsParameters()
    {
        var twice = Source.Spec(Tied("Linear _l = new(3, 3);", "=> _l.Forward(_l.Forward(x));")).Graph;
        Assert.Equal(["_l.weight", "_l.bias"], twice.Parameters.Select(parameter => parameter.Name));
        var apart = Source.Spec(Tied("Linear _l = new(3, 3); private readonly Linear _k = new(3, 3);",
            "=> _k.Forward(_l.Forward(x));")).Graph;
        var bindings = Evaluation.Bind(apart);
        foreach (var name in new[] { "weight", "bias" }) bindings.Parameters["_k." + name] = bindings.Parameters["_l." + name];
        Numbers.MustBeClose(Interpreter.Outputs(apart, bindings)[0].Data, Interpreter.Outputs(twice, bindings)[0].Data, 1e-12, "tied");
    }

    [Theory]
    [InlineData("3", "[4]")]
    [InlineData("\"N\", 3", "[N, 4]")]
    [InlineData("\"N\", \"T\", 3", "[N, T, 4]")]
    [InlineData("\"N\", 2, \"T\", 3", "[N, 2, T, 4]")]
    public void LeadingAxesStay(string shape, string result)
    {
        var graph = Source.Spec(
            $"[Model] public partial class M {{ private readonly Linear _l = new(3, 4); public Tensor "
                + $"Forward([Shape({shape})] Tensor x) => _l.Forward(x); }}").Graph;
        Assert.Equal(result, graph[graph.Outputs[0].Node].Type.Shape.ToString());
        GraphVerifier.Check(graph);
    }

    [Theory]
    [InlineData("M(int width)", "")]
    [InlineData("M", "public M(int width) { _l = new(width, 2 * width + 1); }")]
    public void ConstructorParametersAreDimensions(string head, string constructor)
    {
        var field = constructor.Length > 0 ? "private readonly Linear _l;" : "private readonly Linear _l = new(width, 2 * width + 1);";
        var spec = Source.Spec($"[Model] public partial class {head} {{ {field} {constructor} public Tensor Forward([Shape(\"N\", "
            + $"\"width\")] Tensor x) => _l.Forward(x); }}");
        Assert.Equal(["width"], spec.Graph.FixedSymbols);
        Assert.Equal(["N"], spec.Graph.BatchSymbols);
        Assert.Equal("[N, 2*width+1]", spec.Graph[spec.Graph.Outputs[0].Node].Type.Shape.ToString());
        Assert.Equal([("int", "width")], spec.ConstructorParameters.Select(parameter => (parameter.Type, parameter.Name)));
    }

    [Fact]
    public void ModulesComeFromOtherAssemblies()
    {
        var model = "[Model] public partial class M { private readonly Block _a = new(3); public Tensor Forward([Shape(\"N\", 3)] "
            + "Tensor x) => _a.Forward(x); }";
        var library = Source.Reference(Source.Generate(Source.Compile(Block)));
        var (own, other) = (Source.Spec(Block + model), Source.Spec(Source.Compile(model, library), "M"));
        Assert.Equal(own with { Graph = own.Graph.WithoutOrigins() }, other with { Graph = other.Graph.WithoutOrigins() });
    }

    [Fact]
    public void AMoreSpecificModelMayCallModulesOfSeveralInputsAndResults()
    {
        var spec = Source.Spec("""
            [Module] public partial class Mix {
                [Parameter(3, Initializer = Initializer.Normal, First = 1, Second = 0.5)] private readonly Tensor scale;
                public (Tensor Sum, Tensor Difference) Forward([Shape("B", 3)] Tensor a, [Shape("B", 3)] Tensor b)
                    => (scale * a + b, a - b);
            }
            [Model] public partial class M {
                private readonly Mix _mix = new();
                public (Tensor Left, Tensor Right) Forward([Shape("N", 3)] Tensor x, [Shape("N", 3)] Tensor y) {
                    var (sum, difference) = _mix.Forward(x, b: y); return (sum, difference * 2); }
                public Tensor Loss(Tensor left, Tensor right, [Shape("N")] Tensor weight, Tensor y)
                    => (left * right * y).Sum(1).MeanSquared(weight);
            }
            """);
        Assert.Equal(["x", "y"], spec.ForwardInputs);
        Assert.Equal(["weight"], spec.LossInputs);
        Assert.Equal(["Left", "Right", "loss"], spec.Graph.Outputs.Select(output => output.Target));
        Assert.Equal(new ModelGen.Generator.IR.Initializer(InitializerKind.Normal, 1, 0.5), spec.Graph.Parameters[0].Initializer);
    }

    [Fact]
    public void PrecisionDoubleMakesEverythingDouble()
    {
        var spec = Source.Spec("[Model(Precision = Precision.Double)] public partial class M { private readonly Linear _l = new(3, 4); "
            + "public Tensor Forward([Shape(\"N\", 3)] Tensor x) => _l.Forward(x); }");
        Assert.Equal(ElementType.Float64, spec.Float);
        Assert.All(spec.Graph.Nodes, node => Assert.Equal(ElementType.Float64, node.Type.Element));
        Assert.All(spec.Graph.Parameters, parameter => Assert.Equal(ElementType.Float64, parameter.Type.Element));
    }

    private static string Tied(string fields, string body)
        => $"[Model] public partial class M {{ private readonly {fields} public Tensor Forward([Shape(\"N\", 3)] Tensor x) {body} }}";

    [Fact]
    public void ModulesAndMethodsStandInOtherFiles()
    {
        var compilation = Source.Compile(
            "[Model] public partial class M : Base { private readonly Other.Half _half = new(3); public Tensor Forward([Shape(\"N\", "
                + "3)] Tensor x) => Shifted(Functions.Doubled(_half.Forward(x))); }")
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(
                    "namespace Other { [Module] public partial class Half(int width) { public Tensor Forward([Shape(\"...\", "
                        + "\"width\")] Tensor x) => Part(x); } }", new(LanguageVersion.Latest),
                            cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(
                    "namespace Other { public partial class Half { private static Tensor Part(Tensor x) => x / 2; } }",
                    new(LanguageVersion.Latest), cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(
                    "public abstract class Base { protected static Tensor Shifted(Tensor x) => x + 1; } public static class Functions { "
                        + "public static Tensor Doubled(Tensor x) => x * 2; }", new(LanguageVersion.Latest),
                            cancellationToken: TestContext.Current.CancellationToken));
        Evaluation.Elementwise(Source.Spec(compilation, "M"), x => x + 1);
    }
}
