using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;

namespace ModelGen.Generator.Tests.Passes;

public class TrainingStepTests
{
    [Fact]
    public void AnMlpStepIsSmall()
    {
        var graph = GraphPasses.Run(OptimizerStep.Run(Differentiate.Run(Mlp(), ["w1", "b1", "w2", "b2"]), new OptimizerSpec(OptimizerKind.Adam)));
        GraphVerifier.Check(graph);
        Assert.Equal(5, graph.Nodes.Count(node => node.Kind == OpKind.MatMul));
        Assert.DoesNotContain(graph.Nodes, node => node.Kind is OpKind.Transpose or OpKind.Detach);
        Assert.DoesNotContain(graph.Nodes, node => node.Kind == OpKind.Broadcast);
        Assert.Equal(12, graph.Outputs.Count(output => output.Role == OutputRole.Update));
        Assert.InRange(graph.Nodes.Count, 80, 116);
    }

    [Fact]
    public void RunningAllPassesTwiceChangesNothing()
    {
        var graph = GraphPasses.Run(Differentiate.Run(Mlp(), ["w1", "b1", "w2", "b2"]));
        Assert.Equal(GraphPrinter.Print(graph), GraphPrinter.Print(GraphPasses.Run(graph)));
    }

    private static Graph Mlp()
    {
        var b = new GraphBuilder("mlp", ElementType.Float32) { BatchSymbols = { "N" } };
        var n = Dim.Symbol("N");
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(n, 784))));
        var labels = b.Input(new("labels", new(ElementType.Int32, Shape.Of(n))));
        var hidden = b.Relu(Linear(b, x, "1", 128, 784));
        var logits = Linear(b, hidden, "2", 10, 128);
        b.Output(OutputRole.Result, "logits", logits);
        b.Output(OutputRole.Loss, "loss", b.CrossEntropy(logits, labels));
        return b.Build();
    }

    private static Node Linear(GraphBuilder b, Node x, string number, int outputs, int inputs)
    {
        var weight = b.Parameter(new("w" + number, new(ElementType.Float32, Shape.Of(outputs, inputs)), new(InitializerKind.FanInUniform)));
        var bias = b.Parameter(new("b" + number, new(ElementType.Float32, Shape.Of(outputs)), new(InitializerKind.FanInUniform, 0, 0, inputs)));
        return b.Add(b.MatMul(x, weight, transposeB: true), bias);
    }
}
