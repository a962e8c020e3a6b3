using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

public class OptimizerStepTests
{
    public static TheoryData<string> Names() => [.. References.Optimizers.Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StepsArePyTorchs(string name)
    {
        var reference = References.Optimizers.Single(reference => reference.Name == name);
        var gradients = Differentiate.Run(Regression(), ["weight"]);
        var graph = GraphPasses.Run(OptimizerStep.Run(gradients, TestOptimizers.Of(reference)));
        GraphVerifier.Check(graph);
        Assert.DoesNotContain(graph.Outputs, output => output.Role == OutputRole.Gradient);
        var bindings = new Bindings
        {
            Inputs = { ["x"] = reference.X, ["target"] = reference.Target },
            Parameters = { ["weight"] = reference.Start }
        };
        foreach (var state in graph.States) bindings.States[state.Name] = new double[reference.Start.Length];
        for (var step = 0; step < reference.Steps.Length; step++) Step(graph, bindings, reference, step);
    }

    /// <summary>Each in a branch too, which need not reach it: whether it did is a number of the loss's type.</summary>
    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    internal void AParameterIsUpdatedInItsOwnType(ElementType type)
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var weight = b.Parameter(new("weight", new(type, Shape.Of(3)), new(InitializerKind.Zeros)));
        var bias = b.Parameter(new("bias", new(ElementType.Float32, Shape.Scalar), new(InitializerKind.Zeros)));
        var reached = b.Part(b.Add(OpKind.Branch, [b.Add(OpKind.Less, b.Number("rate"), b.Constant(1)), weight],
            new BranchArguments([Side(isReached: true), Side(isReached: false)])), 0);
        b.Output(OutputRole.Loss, "loss", b.Multiply(b.Convert(reached, ElementType.Float32), bias));
        var gradients = Differentiate.Run(b.Build(), ["weight", "bias"]);
        GraphVerifier.Check(gradients);
        var step = OptimizerStep.Run(gradients, TestOptimizers.Of("Adam"));
        GraphVerifier.Check(step);
        GraphVerifier.Check(GraphPasses.Run(step));
        Assert.All(step.States, state => Assert.Equal(state.Parameter == "weight" ? type : ElementType.Float32, state.Type.Element));

        Graph Side(bool isReached)
        {
            var body = ControlFlow.Body(b, "side");
            var x = body.Input(new("x", weight.Type));
            body.Output(OutputRole.Result, "sum", isReached ? body.Sum(x) : body.Constant(0, x));
            return body.Build();
        }
    }

    private static void Step(Graph graph, Bindings bindings, OptimizerReference reference, int step)
    {
        bindings.HostScalars["learning_rate"] = 0.05;
        bindings.HostScalars["step"] = step + 1;
        var loss = Interpreter.Outputs(graph, bindings, OutputRole.Loss).Values.Single();
        var updates = Interpreter.Outputs(graph, bindings, OutputRole.Update);
        Numbers.MustBeClose([reference.Losses[step]], loss.Data, 1e-9, $"{reference.Name} loss of step {step + 1}");
        Numbers.MustBeClose(reference.Steps[step], updates["weight"].Data, 1e-9, $"{reference.Name} step {step + 1}");
        bindings.Parameters["weight"] = updates["weight"].Data;
        foreach (var state in graph.States) bindings.States[state.Name] = updates[state.Name].Data;
    }

    internal static Graph Regression(ElementType type = ElementType.Float64)
    {
        var b = new GraphBuilder("regression", type);
        var x = b.Input(new("x", new(type, Shape.Of(5, 7))));
        var target = b.Input(new("target", new(type, Shape.Of(5, 3))));
        var weight = b.Parameter(new("weight", new(type, Shape.Of(3, 7)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Loss, "loss", b.MeanSquared(b.MatMul(x, weight, transposeB: true), target));
        return b.Build();
    }
}
