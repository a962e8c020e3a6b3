using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Gradients of random smooth graphs are central differences in double precision, and mean the same after each pass.</summary>
public class GradientFuzzTests
{
    private const int Block = 200;

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, 6).Select(block => block * Block)];

    public static TheoryData<int> FewBlocks() => [0, Block];

    [Fact]
    public void DifferencesTellAboutMostGraphs()
    {
        var told = Enumerable.Range(0, Block)
            .Count(seed => RandomGraph.MakeSmooth(seed) is var graph && RandomBindings.Of(graph, seed, isSmooth: true) is var bindings
            && RandomBindings.Meets(graph, bindings) && GradientFaults.CanJudge(graph, bindings, seed));
        Assert.True(told > Block * 0.8, $"of {Block} graphs {told}");
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GradientsAreCentralDifferences(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeSmooth,
            (graph, seed) => GradientFaults.AgainstDifferences(graph, RandomBindings.Of(graph, seed, isSmooth: true), seed));

    [Theory]
    [MemberData(nameof(FewBlocks))]
    public void GradientsThroughConversionsAreCentralDifferences(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeMixedSmooth,
            (graph, seed) => GradientFaults.AgainstDifferences(graph, RandomBindings.Of(graph, seed, isSmooth: true), seed));

    [Theory]
    [MemberData(nameof(FewBlocks))]
    public void GradientsThroughConversionsMeanTheSameAfterEachPass(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeMixedSmooth,
            (graph, seed) => GraphFaults.AfterPasses(Differentiate.Run(graph, GraphFaults.Wanted(graph)),
                RandomBindings.Of(graph, seed, isSmooth: true) with { KeepsConverted = true }, GraphFaults.Passes));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void GradientsMeanTheSameAfterEachPass(int from)
        => FuzzRun.Check(from, Block, RandomGraph.MakeSmooth,
            (graph, seed) => GraphFaults.AfterPasses(Differentiate.Run(graph, GraphFaults.Wanted(graph)),
                RandomBindings.Of(graph, seed, isSmooth: true), GraphFaults.Passes));
}
