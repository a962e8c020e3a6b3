using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// The calls of random models with a loss run as kernels in planned memory: evaluation, gradients and steps of training, buffers among what
/// they update.
/// </summary>
public class CallFuzzTests
{
    private const int Block = 100;

    private static readonly OptimizerSpec[] Optimizers = [TestOptimizers.Of("Sgd"),
        TestOptimizers.Of("Sgd", ("Momentum", 0.9), ("Nesterov", 1)), TestOptimizers.Of("AdamW")];

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, 4).Select(block => block * Block)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void CallsRunAsKernelsInPlannedMemory(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeSmooth, (graph, seed) => GraphFaults.InKernels(
            graph, RandomBindings.Of(graph, seed, isSmooth: true), Optimizers[seed % Optimizers.Length], ProgramKind.Evaluate,
            ProgramKind.Gradients, ProgramKind.TrainStep));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GradientsWithKinksMeanTheSameAfterPassesAndAsKernels(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeWithLoss,
            (graph, seed) => RandomBindings.Of(graph, seed, isSmooth: true) is var bindings
            && GraphFaults.AfterPasses(Differentiate.Run(graph, GraphFaults.Wanted(graph)), bindings, GraphFaults.Passes) is { } fault
                ? fault
            : GraphFaults.InKernels(graph, bindings, null, ProgramKind.Gradients));
}
