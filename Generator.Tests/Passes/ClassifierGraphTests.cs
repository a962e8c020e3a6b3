using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>The graph text of a whole classifier, stage by stage.</summary>
public class ClassifierGraphTests
{
    [Fact]
    public void TheForwardPassAndTheLoss() => Snapshot.Match(GraphPrinter.Print(Loss()), "loss");

    [Fact]
    public void TheGradients() => Snapshot.Match(GraphPrinter.Print(Gradients()), "gradients");

    [Fact]
    public void TheStepOfPlainDescent()
        => Snapshot.Match(GraphPrinter.Print(GraphPasses.Run(OptimizerStep.Run(Gradients(), TestOptimizers.Of("Sgd")))), "step");

    internal static Graph Gradients()
        => GraphPasses.Run(Differentiate.Run(Loss(), Loss().Parameters.Select(parameter => parameter.Name).ToList()));

    internal static Graph Loss()
    {
        var b = new GraphBuilder("DigitClassifier", ElementType.Float32) { BatchSymbols = { "N" } };
        var pixels = b.Input(new("pixels", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 784))));
        var labels = b.Input(new("labels", new(ElementType.Int32, Shape.Of(Dim.Symbol("N")))));
        var hidden = b.Relu(Linear(b, "_hidden", pixels, 784, 128));
        b.Label(hidden, "hidden");
        var logits = Linear(b, "_output", hidden, 128, 10);
        b.Output(OutputRole.Result, "logits", logits);
        b.Output(OutputRole.Loss, "loss", b.CrossEntropy(logits, labels));
        return b.Build();
    }

    private static Node Linear(GraphBuilder b, string name, Node input, int inFeatures, int outFeatures)
    {
        var start = new Generator.IR.Initializer(InitializerKind.FanInUniform, FanIn: inFeatures);
        var weight = b.Parameter(new($"{name}.weight", new(ElementType.Float32, Shape.Of(outFeatures, inFeatures)), start));
        var bias = b.Parameter(new($"{name}.bias", new(ElementType.Float32, Shape.Of(outFeatures)), start));
        return b.Add(OpKind.Add, b.MatMul(input, weight, transposeB: true), bias);
    }
}
