using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The graphs that the front end reads from C#.</summary>
public class ModelGraphTests
{
    private const string Scale = """
        [Module]
        public partial class Scale(int width)
        {
            [Parameter("width", Initializer = Initializer.Normal, Second = 0.5, FanIn = "width")] private readonly Tensor gain;
            public Tensor Forward([Shape("...", "width")] Tensor x) => x * gain;
        }
        """;

    [Fact]
    public void TheGraphOfTheDigitClassifier()
        => Snapshot.Match(GraphPrinter.Print(SourceProgram.Spec(SourceProgram.DigitClassifier, "DigitClassifier").Graph), "digits");

    [Fact]
    public void TheDigitClassifierSimplifiesToTheGraphBuiltByHand()
    {
        var byHand = GraphReader.Read(File.ReadAllText(Path.Combine(Folder(), "..", "Passes", "ClassifierGraphTests.loss.verified.txt")));
        var read = SourceProgram.Spec(SourceProgram.DigitClassifier, "DigitClassifier").Graph;
        Assert.Equal(Operations(byHand), Operations(read));
        Assert.Equal(byHand.Parameters.AsEnumerable(), read.Parameters.AsEnumerable());
        Assert.Equal(byHand.Inputs.AsEnumerable(), read.Inputs.AsEnumerable());
    }

    [Fact]
    public void TheSpecTellsInputsAndOptimizer()
    {
        var spec = SourceProgram.Spec(SourceProgram.DigitClassifier, "DigitClassifier");
        Assert.Equal(["pixels"], spec.ForwardInputs.AsEnumerable());
        Assert.Equal(["labels"], spec.LossInputs.AsEnumerable());
        Assert.Equal(TestOptimizers.Of("Adam", ("LearningRate", 1e-3)), spec.Optimizer! with { Source = null });
        Assert.Equal(("public", "", true), (spec.Accessibility, spec.Namespace, spec.IsModel));
    }

    [Theory]
    [InlineData("", "output")]
    [InlineData(" public Tensor Loss(Tensor logits) => logits.Mean();", "logits")]
    public void AResultIsNamedAsTheLossCallsIt(string loss, string name)
        => Assert.Equal(name, Spec($"public Tensor Forward([Shape(\"N\", 3)] Tensor x) => x.Relu();{loss}").Graph.Outputs[0].Target);

    [Fact]
    public void ResultsOfATupleAreNamedByItsElements()
        => Assert.Equal(["Mean", "Spread"],
            Spec("public (Tensor Mean, Tensor Spread) Forward([Shape(\"N\", 3)] Tensor x) => (x.Mean(1), x.Exp());").Graph.Outputs
                .Select(output => output.Target));

    [Fact]
    public void LocalsMethodsAndConstantsLeaveTheSameGraphAsOneExpression()
    {
        var inSteps = Spec("""
            private const double Slope = 0.1;
            public Tensor Forward([Shape("N", 3)] Tensor x)
            {
                var (left, right) = Halves(x);
                right += 2 * Slope;
                return -left / right;
            }
            private static (Tensor, Tensor) Halves(Tensor whole) => (whole.Slice(1, 0, 1), whole.Slice(1, 1, 3));
            """);
        var atOnce = Spec("public Tensor Forward([Shape(\"N\", 3)] Tensor x) => -x.Slice(1, 0, 1) / (x.Slice(1, 1, 3) + 0.2);");
        Assert.Equal(Operations(atOnce.Graph).Order(), Operations(inSteps.Graph).Order());
    }

    [Fact]
    public void ConstructorParametersAreDimensionsAndScalars()
    {
        var spec = SourceProgram.Spec(
            "[Model] public partial class M(int width, int depth = 2) { public Tensor Forward([Shape(\"N\", \"width\")] Tensor x) => "
                + "x.Reshape(\"N*width\") / (width * depth); }", "M");
        Assert.Equal(["width", "depth"], spec.Graph.FixedSymbols.AsEnumerable());
        Assert.Equal(["N"], spec.Graph.BatchSymbols.AsEnumerable());
        Assert.Contains(spec.Graph.Nodes,
            node => node.Kind == OpKind.DimValue && node.Dim == Dim.Symbol("width") * Dim.Symbol("depth"));
        Assert.Equal(new ConstructorParameter("int", "depth", "2"), spec.ConstructorParameters[1]);
    }

    [Fact]
    public void LeadingAxesBecomeOneAndComeBack()
    {
        var spec = SourceProgram.Spec(
            "[Model] public partial class M { Linear f = new(5, 7); public Tensor Forward([Shape(\"N\", \"T\", 5)] Tensor x) => "
                + "f.Forward(x); }", "M");
        Assert.Equal("f32[N, T, 7]", spec.Graph[spec.Graph.Outputs[0].Node].Type.ToString());
        Assert.Contains(spec.Graph.Nodes, node => node.Kind == OpKind.Reshape && node.Type.ToString() == "f32[N*T, 5]");
    }

    [Fact]
    public void ALayerUsedTwiceHasItsParametersOnce()
    {
        var graph = SourceProgram.Spec(
            "[Model] public partial class M { Linear f = new(5, 5); public Tensor Forward([Shape(\"N\", 5)] Tensor x) => "
                + "f.Forward(f.Forward(x)); }", "M").Graph;
        Assert.Equal(["f.weight", "f.bias"], graph.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(2, graph.Nodes.Count(node => node.Kind == OpKind.MatMul));
    }

    [Fact]
    public void DoublePrecisionReachesTheParametersOfModules()
    {
        var graph = SourceProgram.Spec(
            "[Model(Precision = Precision.Double)] public partial class M { Linear f = new(5, 5); public Tensor Forward([Shape(\"N\", "
                + "5)] Tensor x) => f.Forward(x); }", "M").Graph;
        Assert.Equal(ElementType.Float64, graph.Precision);
        Assert.All(graph.Nodes, node => Assert.Equal(ElementType.Float64, node.Type.Element));
        Assert.Empty(GraphVerifier.Faults(graph));
    }

    [Fact]
    public void AModuleFromItsSourceAndFromItsEmittedAttributeGiveTheSameGraph()
    {
        const string model = "[Model] public partial class M { Scale s = new(4); public Tensor Forward([Shape(\"N\", \"T\", 4)] Tensor "
            + "x) => s.Forward(x); }";
        SourceProgram.Driver().RunGeneratorsAndUpdateCompilation(SourceProgram.Library(Scale), out var library, out _,
            TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        Assert.True(library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        var fromMetadata = SourceProgram.Spec(model, "M", MetadataReference.CreateFromImage(stream.ToArray()));
        var fromSource = SourceProgram.Spec(Scale + model, "M");
        Assert.Equal(GraphPrinter.Print(fromSource.Graph), GraphPrinter.Print(fromMetadata.Graph));
        Assert.Equal(fromSource, fromMetadata);
        Assert.Equal("s.gain", fromSource.Graph.Parameters[0].Name);
        Assert.Equal((InitializerKind.Normal, 0.5),
            (fromSource.Graph.Parameters[0].Initializer.Kind, fromSource.Graph.Parameters[0].Initializer.Second));
    }

    private static ModelSpec Spec(string members) => SourceProgram.Spec($"[Model] public partial class M {{ {members} }}", "M");

    /// <summary>What a simplified graph computes, without numbers and labels of nodes.</summary>
    private static IEnumerable<string> Operations(Graph graph)
    {
        var simple = GraphPasses.Run(graph);
        return simple.Nodes.Select(node => Expression(simple, node.Id)).Order(StringComparer.Ordinal).ToList();
    }

    private static string Expression(Graph graph, int id)
    {
        var node = graph[id] with { Id = 0, Inputs = [], Label = null };
        return $"{GraphPrinter.Node(node)[5..]}({string.Join(", ", graph[id].Inputs.Select(input => Expression(graph, input)))})";
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
