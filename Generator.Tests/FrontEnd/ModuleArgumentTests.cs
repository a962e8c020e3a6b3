using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Constructor parameters that are no dimensions: of models, and of modules from source and from metadata.</summary>
public class ModuleArgumentTests
{
    private const string Scale = """
        [Module] public partial class Scale(int size, float factor = 2, bool isShifted = false) {
            [Parameter("size")] private readonly Tensor weight;
            public Tensor Forward([Shape("...", "size")] Tensor x) => x * weight * factor + (isShifted ? 1 : 0);
        }
        [Module] public partial class Outer(double slope) {
            private readonly Scale _inner = new(3, (float)slope);
            public Tensor Forward([Shape("N", 3)] Tensor x) => _inner.Forward(x) * slope;
        }
        """;

    [Theory]
    [InlineData("Scale _s = new(3);")]
    [InlineData("Scale _s = new(3, 0.5f, true);")]
    [InlineData("Scale _s = new(isShifted: true, size: 3);")]
    [InlineData("Outer _s = new(0.25);")]
    public void SourceAndMetadataGiveTheSameGraph(string field)
    {
        var model = $"[Model] public partial class M {{ private readonly {field} public Tensor Forward([Shape(\"N\", 3)] Tensor x) => "
            + $"_s.Forward(x); }}";
        var library = Source.Reference(Source.Generate(Source.Compile(Scale)));
        var (source, metadata) = (Source.Spec(Scale + model).Graph, Source.Spec(Source.Compile(model, library), "M").Graph);
        Assert.Empty(metadata.Numbers);
        Evaluation.Same(source, metadata);
        Assert.Equal(GraphPrinter.Print(GraphPasses.Run(source)), GraphPrinter.Print(GraphPasses.Run(metadata)));
    }

    [Fact]
    public void AModelsOwnNumbersStayUntilItIsMade()
    {
        var spec = Source.Spec("[Model] public partial class M(float rate, bool isTwice = true) { public Tensor Forward([Shape(\"N\", "
            + "3)] Tensor x) => x * rate * (isTwice ? 2 : 1); }");
        Assert.Equal(["constructor.rate", "constructor.isTwice"], spec.Graph.Numbers);
        Assert.Equal(GraphPrinter.Print(spec.Graph), GraphPrinter.Print(GraphReader.Read(GraphPrinter.Print(spec.Graph))));
        var bindings = Evaluation.Bind(spec.Graph);
        (bindings.HostScalars["constructor.rate"], bindings.HostScalars["constructor.isTwice"]) = (3, 1);
        Numbers.MustBeClose(bindings.Inputs["x"].Select(x => x * 6).ToArray(), Interpreter.Outputs(spec.Graph, bindings)[0].Data, 1e-12,
            "numbers");
    }

    [Fact]
    public void ANumberOfTheModelGoesIntoItsModules()
    {
        var spec = Source.Spec(Scale
            + "[Model] public partial class M(float rate) { private readonly Scale _s = new(3, rate); public Tensor "
            + "Forward([Shape(\"N\", 3)] Tensor x) => _s.Forward(x); }");
        Assert.Equal(["constructor.rate"], spec.Graph.Numbers);
        Assert.Equal(["_s.weight"], spec.Graph.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void EmittedModelsCompile()
        => Source.Reference(Source.Generate(
            Source.Compile("[Model, Sgd] public partial class M(float rate, bool isTwice, int width = 3) { [Parameter(\"width\")] "
                + "private readonly Tensor w = null!; public Tensor Forward([Shape(\"N\", \"width\")] Tensor x) => x * w * rate * "
                + "(isTwice ? 2 : 1); public Tensor Loss(Tensor y) => y.Sum(); }")));
}
