using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random graphs mean the same after each pass, and as kernels in planned memory.</summary>
public class PassFuzzTests
{
    private const int Block = 500;

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, 10).Select(block => block * Block)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GraphsMeanTheSameAfterEachPass(int from)
        => FuzzRun.Check(from, Block, RandomGraph.Make,
            (graph, seed) => GraphFaults.AfterPasses(graph, RandomBindings.Of(graph, seed), Order(seed)));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GraphsRunAsKernelsInPlannedMemory(int from)
        => FuzzRun.Check(from, Block, RandomGraph.Make,
            (graph, seed) => GraphFaults.InKernels(graph, RandomBindings.Of(graph, seed), null, ProgramKind.Predict));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GraphsOfSeveralFloatTypesMeanTheSameAfterEachPass(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeMixed,
            (graph, seed) => GraphFaults.AfterPasses(graph, RandomBindings.Of(graph, seed), Order(seed)));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GraphsOfSeveralFloatTypesRunAsKernelsInPlannedMemory(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeMixed,
            (graph, seed) => GraphFaults.InKernels(graph, RandomBindings.Of(graph, seed), null, ProgramKind.Predict));

    /// <summary>Other seeds, by hand: MODELGEN_FUZZ_FROM and MODELGEN_FUZZ_COUNT say which.</summary>
    [Fact(Explicit = true)]
    public void OtherGraphsMeanTheSameAfterEachPass()
        => FuzzRun.Check(FuzzRun.Setting("MODELGEN_FUZZ_FROM", 0), FuzzRun.Setting("MODELGEN_FUZZ_COUNT", 20_000), RandomGraph.MakeMixed,
            (graph, seed) => GraphFaults.AfterPasses(graph, RandomBindings.Of(graph, seed), Order(seed)));

    /// <summary>The compiler's order for every other seed; for the rest another one, for no pass may lean on those before it.</summary>
    private static IEnumerable<GraphPass> Order(int seed)
    {
        var random = new Random(seed);
        return seed % 2 == 0 ? GraphFaults.Passes : GraphFaults.Passes.OrderBy(_ => random.Next());
    }
}
