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
