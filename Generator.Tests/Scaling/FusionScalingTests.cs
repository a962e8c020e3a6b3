using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Scaling;

/// <summary>
/// Which groups a node can join is found without a look at all groups: what that takes grows with the graph, not with its square.
/// </summary>
public class FusionScalingTests
{
    /// <summary>
    /// Memory tells of each search how far it went, and is the same in each run: four times the layers take less than five times of it.
    /// </summary>
    [Theory]
    [InlineData("rectified")]
    [InlineData("rows")]
    [InlineData("residual")]
    public void MemoryGrowsWithTheLayers(string shape)
    {
        Fused(Layers(shape, 10));
        var (small, large) = (Fused(Layers(shape, 250)), Fused(Layers(shape, 1000)));
        Assert.True(large < 5 * small, $"{small} bytes for 250 layers, {large} for 1000");
    }

    private static long Fused(Graph graph)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fuse.Run(graph);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Graph Layers(string shape, int count)
    {
        var b = new GraphBuilder("layers", ElementType.Float32) { BatchSymbols = { "N" } };
        var names = Enumerable.Range(0, count).Select(number => "w" + GraphText.Number(number)).ToList();
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(Dim.Symbol("N"), 8))));
        foreach (var name in names)
        {
            var product = b.MatMul(x, b.Parameter(new(name, new(ElementType.Float32, Shape.Of(8, 8)), new(InitializerKind.Zeros))));
            x = shape switch
            {
                "rectified" => b.Relu(product),
                "rows" => b.Softmax(product, -1),
                _ => b.Add(OpKind.Add, b.Softmax(product, -1), x),
            };
        }

        b.Output(OutputRole.Loss, "loss", b.Sum(x));
        return Differentiate.Run(b.Build(), names);
    }
}
