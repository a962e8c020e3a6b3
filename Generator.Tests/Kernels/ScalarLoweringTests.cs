using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Lowering;
using ModelGen.Generator.Tests.Fuzz;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Kernels;

public class ScalarLoweringTests
{
    [Fact]
    public void EveryNodeOfARandomGraphMeansTheSameAsScalars()
    {
        var compared = 0;
        for (var seed = 0; seed < 3000; seed++)
        {
            var graph = RandomGraph.Make(seed);
            var bindings = RandomBindings.Of(graph, seed);
            if (!RandomBindings.Meets(graph, bindings)) continue;
            var values = Interpreter.Run(graph, bindings);
            var stored = Stored(graph);
            foreach (var node in graph.Nodes.Where(node => !stored.Contains(node.Id) && !node.Kind.IsControl()))
            {
                var scalar = new ScalarInterpreter(Lower(graph, node, stored), values, bindings.Symbols);
                var actual = Value.Make(values[node.Id].Dims, at => scalar.Run(at)[0]);
                Assert.True(actual.Data.SequenceEqual(values[node.Id].Data), $"seed {seed}, %{node.Id}:\n{GraphPrinter.Print(graph)}");
                compared++;
            }
        }

        Assert.True(compared > 10_000, $"only {compared} values were compared");
    }

    [Fact]
    public void ATreeIsOneProgramWithoutTemporaries()
    {
        var b = new GraphBuilder("g", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 4))));
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(4)), new(InitializerKind.Zeros)));
        var sum = b.Add(OpKind.Add, x, w);
        var result = b.Add(OpKind.Multiply, sum, b.Add(OpKind.Tanh, sum));
        var program = Lower(b.Build(), result, [x.Id, w.Id]);
        Assert.Equal(
            ["LoadInstruction", "LoadInstruction", "Add", "Tanh", "Multiply"],
            program.Instructions.Select(one => one is ComputeInstruction compute ? compute.Op.ToString() : one.GetType().Name));
    }

    [Fact]
    public void WhatTheHostComputesIsNotComputedForEachElement()
    {
        var b = new GraphBuilder("g", ElementType.Float32);
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(4)), new(InitializerKind.Zeros)));
        var correction = b.Add(OpKind.Subtract, b.Constant(1), b.Add(OpKind.Power, b.Constant(0.9), b.HostScalar("step")));
        var result = b.Add(OpKind.Divide, w, correction);
        var program = Lower(b.Build(), result, [w.Id]);
        Assert.Equal(new HostInstruction(correction.Id, ElementType.Float32),
            Assert.Single(program.Instructions, one => one is HostInstruction));
        Assert.Equal(3, program.Instructions.Count);
    }

    [Fact]
    public void AnUnstoredReductionIsNamed()
    {
        var b = new GraphBuilder("g", ElementType.Float32);
        var w = b.Parameter(new("w", new(ElementType.Float32, Shape.Of(4)), new(InitializerKind.Zeros)));
        var result = b.Add(OpKind.Exp, b.Sum(w));
        var exception = Assert.Throws<InvalidOperationException>(() => Lower(b.Build(), result, [w.Id]));
        Assert.Contains("%1 (reduce_sum) must be stored", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void AnErrorFunctionTakesTheExponentialOfItsDerivative(bool hasDerivative, int operands)
    {
        var b = new GraphBuilder("g", ElementType.Float32);
        var x = b.Parameter(new("x", new(ElementType.Float32, Shape.Of(4)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Result, "y", b.Add(OpKind.Erf, x));
        b.Output(OutputRole.Result, "slope", b.Add(OpKind.Exp, hasDerivative ? b.Add(OpKind.Negate, b.Multiply(x, x)) : b.Multiply(x, x)));
        var graph = b.Build();
        var body = GroupLowering.Lower(graph, Assert.Single(Fuse.Run(graph)), HostValues.Find(graph), new(graph),
            PieceUpdate.FindAll(graph), node => node.Id == x.Id);
        var computed = body.Phases.Single().Program.Instructions.OfType<ComputeInstruction>().ToList();
        Assert.Equal(operands, Assert.Single(computed, one => one.Op == OpKind.Erf).Operands.Count);
        Assert.Single(computed, one => one.Op == OpKind.Exp);
    }

    private static ScalarProgram Lower(Graph graph, Node node, HashSet<int> stored)
    {
        var lowering = new ScalarLowering(graph, node.Type.Rank, HostValues.Find(graph), other => stored.Contains(other.Id));
        return lowering.Build(lowering.Lower(node, AffineIndex.Identity(node.Type.Rank)));
    }

    /// <summary>The least that must be stored for each value to be computed in a kernel.</summary>
    private static HashSet<int> Stored(Graph graph)
    {
        var stored = new HashSet<int>();
        var layouts = new LayoutAnalysis(graph, node => stored.Contains(node.Id));
        foreach (var node in graph.Nodes)
        {
            if (layouts.ToStore(node) is { } missing) stored.Add(missing.Id);
        }

        return stored;
    }
}
