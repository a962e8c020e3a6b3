using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

public class TrainingStepTests
{
    private static readonly string[] Names = ["hidden.weight", "hidden.bias", "output.weight", "output.bias"];

    [Fact]
    public void AnMlpStepIsSmall()
    {
        var graph = GraphPasses.Run(OptimizerStep.Run(Differentiate.Run(Mlp(784, 128, 10), Names), TestOptimizers.Of("Adam")));
        GraphVerifier.Check(graph);
        Assert.Equal(5, graph.Nodes.Count(node => node.Kind == OpKind.MatMul));
        Assert.DoesNotContain(graph.Nodes, node => node.Kind is OpKind.Transpose or OpKind.Detach or OpKind.Broadcast);
        Assert.Equal(12, graph.Outputs.Count(output => output.Role == OutputRole.Update));
        Assert.InRange(graph.Nodes.Count, 80, 118);
    }

    [Fact]
    public void RunningAllPassesTwiceChangesNothing()
    {
        var graph = GraphPasses.Run(Differentiate.Run(Mlp(7, 5, 3), Names));
        Assert.Equal(GraphPrinter.Print(graph), GraphPrinter.Print(GraphPasses.Run(graph)));
    }

    [Fact]
    public void AnMlpTrainsAsInPyTorch()
    {
        var reference = References.Training;
        var gradients = GraphPasses.Run(Differentiate.Run(Mlp(7, 5, 3), Names));
        var graph = GraphPasses.Run(OptimizerStep.Run(gradients, TestOptimizers.Of("Adam")));
        var bindings = new Bindings
        {
            Symbols = { ["N"] = 11 },
            Inputs = { ["x"] = reference.X, ["labels"] = reference.Labels },
            Parameters = new(reference.Start),
            HostScalars = { ["learning_rate"] = 0.01 },
            States = graph.States.ToDictionary(state => state.Name, state => new double[reference.Start[state.Parameter].Length]),
        };
        foreach (var (name, gradient) in Interpreter.Outputs(gradients, bindings, OutputRole.Gradient))
            Numbers.MustBeClose(reference.Gradients[name], gradient.Data, 1e-9, name);
        for (var step = 0; step < reference.Losses.Length; step++)
        {
            bindings.HostScalars["step"] = step + 1;
            Numbers.MustBeClose([reference.Losses[step]], Interpreter.Outputs(graph, bindings, OutputRole.Loss)["loss"].Data, 1e-9,
                $"loss of step {step + 1}");
            foreach (var (name, update) in Interpreter.Outputs(graph, bindings, OutputRole.Update))
                (bindings.Parameters.ContainsKey(name) ? bindings.Parameters : bindings.States)[name] = update.Data;
        }

        foreach (var name in Names) Numbers.MustBeClose(reference.End[name], bindings.Parameters[name], 1e-9, name);
    }

    private static Graph Mlp(int inputs, int hidden, int classes)
    {
        var b = new GraphBuilder("mlp", ElementType.Float32) { BatchSymbols = { "N" } };
        var n = Dim.Symbol("N");
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(n, inputs))));
        var labels = b.Input(new("labels", new(ElementType.Int32, Shape.Of(n))));
        var logits = Linear(b, b.Relu(Linear(b, x, "hidden", hidden, inputs)), "output", classes, hidden);
        b.Output(OutputRole.Result, "logits", logits);
        b.Output(OutputRole.Loss, "loss", b.CrossEntropy(logits, labels));
        return b.Build();
    }

    private static Node Linear(GraphBuilder b, Node x, string name, int outputs, int inputs)
    {
        var weight = b.Parameter(new(name + ".weight", new(ElementType.Float32, Shape.Of(outputs, inputs)),
            new(InitializerKind.FanInUniform)));
        var bias = b.Parameter(new(name + ".bias", new(ElementType.Float32, Shape.Of(outputs)),
            new(InitializerKind.FanInUniform, 0, 0, inputs)));
        return b.Add(b.MatMul(x, weight, transposeB: true), bias);
    }
}
