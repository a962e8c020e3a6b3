using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Gradients of random smooth graphs are central differences in double precision, also after all passes and as kernels in planned memory.</summary>
public class GradientFuzzTests
{
    private const int Block = 200;

    private static readonly OptimizerSpec[] Optimizers = [TestOptimizers.Of("Sgd"), TestOptimizers.Of("Sgd", ("Momentum", 0.9), ("Nesterov", 1)), TestOptimizers.Of("AdamW")];

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, 6).Select(block => block * Block)];

    [Fact]
    public void DifferencesTellAboutMostGraphs()
    {
        var told = Enumerable.Range(0, Block).Count(seed => RandomGraph.MakeSmooth(seed) is var graph && RandomBindings.Of(graph, seed, isSmooth: true) is var bindings
            && RandomBindings.Meets(graph, bindings) && GradientFaults.CanJudge(graph, bindings, seed));
        Assert.True(told > Block * 0.8, $"of {Block} graphs {told}");
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GradientsAreCentralDifferences(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeSmooth, (graph, seed) => GradientFaults.AgainstDifferences(graph, RandomBindings.Of(graph, seed, isSmooth: true), seed));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GradientsMeanTheSameAfterEachPass(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeSmooth, (graph, seed) => GraphFaults.AfterPasses(Differentiate.Run(graph, GraphFaults.Wanted(graph)), RandomBindings.Of(graph, seed, isSmooth: true), GraphFaults.Passes));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CallsRunAsKernelsInPlannedMemory(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeSmooth, (graph, seed) => GraphFaults.InKernels(
            graph, RandomBindings.Of(graph, seed, isSmooth: true), Optimizers[seed % Optimizers.Length], ProgramKind.Evaluate, ProgramKind.Gradients, ProgramKind.TrainStep));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GradientsWithKinksMeanTheSameAfterPassesAndAsKernels(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeWithLoss, (graph, seed) => RandomBindings.Of(graph, seed, isSmooth: true) is var bindings
            && GraphFaults.AfterPasses(Differentiate.Run(graph, GraphFaults.Wanted(graph)), bindings, GraphFaults.Passes) is { } fault ? fault
            : GraphFaults.InKernels(graph, bindings, null, ProgramKind.Gradients));
}
