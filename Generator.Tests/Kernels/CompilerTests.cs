using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.Kernels;

/// <summary>Kernels, their order and their memory mean what the graph means.</summary>
public class CompilerTests
{
    [Theory]
    [MemberData(nameof(GradientTests.Cases), MemberType = typeof(GradientTests))]
    public void ValueAndGradientOfEachOperation(string name, int n)
    {
        var row = OpCase.All.Single(row => row.Name == name);
        var graph = row.Graph();
        Compare(graph, null, ProgramKind.Predict, GradientTests.Bind(row, graph, n), name);
        Compare(graph, null, ProgramKind.Gradients, GradientTests.Bind(row, graph, n), name);
    }

    [Theory]
    [MemberData(nameof(GradientTests.Cases), MemberType = typeof(GradientTests))]
    public void AnOptimizerStepOverEachOperation(string name, int n)
    {
        var row = OpCase.All.Single(row => row.Name == name);
        var graph = row.Graph();
        foreach (var optimizer in new[] { TestOptimizers.Of("Sgd"), TestOptimizers.Of("Sgd", ("Momentum", 0.9), ("Nesterov", 1)), TestOptimizers.Of("AdamW") })
            Compare(graph, optimizer, ProgramKind.TrainStep, GradientTests.Bind(row, graph, n), $"{name} with {optimizer.Name}");
    }

    private static void Compare(Graph graph, OptimizerSpec? optimizer, ProgramKind kind, Bindings bindings, string what)
    {
        var names = graph.Inputs.Select(input => input.Name).ToList();
        var model = Compiler.Run(graph, names, [], optimizer);
        var expectedGraph = Compiler.Graphs(graph, optimizer)[kind];
        foreach (var state in expectedGraph.States) bindings.States[state.Name] = Numbers.Uniform(state.Name.Length, bindings.Parameters[state.Parameter].Length, 0.1, 1);
        (bindings.HostScalars["learning_rate"], bindings.HostScalars["step"]) = (0.1, 3);
        var expected = expectedGraph.Outputs.Zip(Interpreter.Outputs(expectedGraph, bindings));
        var machine = new KernelInterpreter(model, bindings.Symbols) { HostScalars = { ["learning_rate"] = 0.1, ["step"] = 3 } };
        foreach (var (name, data) in bindings.Inputs) machine.Inputs[name] = data;
        foreach (var (name, data) in bindings.Parameters.Concat(bindings.States.Where(state => model.Persistent.Any(buffer => buffer.Name == state.Key)))) machine.SetPersistent(name, data);
        var actual = machine.Run(kind);
        foreach (var (output, value) in expected)
            Numbers.MustBeClose(value.Data, output.Role == OutputRole.Update ? machine.Persistent(output.Target) : actual[(output.Role, output.Target)], 1e-12, $"{what}: {output.Role} {output.Target}");
    }
}
