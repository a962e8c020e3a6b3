using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>
/// Where an infinite element of a filter shows. What a convolution lays out is multiplied before it is added up, so that no zero meets the
/// filter but those of a convolution's own padding; only at stride 1 the passes pad, and then the edge alone is NaN.
/// </summary>
public class InfiniteFilterTests
{
    private const int Size = 6;
    private const int Kernel = 3;

    /// <summary>What PyTorch gives for the image 1 2, 3 4 and a filter of ones, the first of them infinite.</summary>
    [Fact]
    public void ATransposedConvolutionOfStrideTwoIsPyTorchs()
    {
        const double I = double.PositiveInfinity;
        double[] expected = [I, 1, I, 2, 2, 1, 1, 3, 2, 2, I, 4, I, 6, 6, 3, 3, 7, 4, 4, 3, 3, 7, 4, 4];
        Assert.Equal(expected, Values(GraphPasses.Run(Transposed(2, 2, 0)), [1, 2, 3, 4]));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 2)]
    public void NoZerosStandBetweenElements(int stride, int padding)
    {
        foreach (var graph in (Graph[])[Transposed(Size, stride, padding), Gradient(stride, padding)])
            Assert.Equal(Values(graph, Image), Values(GraphPasses.Run(graph), Image));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AtStrideOneTheEdgeAloneIsNaN(int padding)
    {
        foreach (var graph in (Graph[])[Transposed(Size, 1, padding), Gradient(1, padding)])
        {
            var (expected, actual) = (Values(graph, Image), Values(GraphPasses.Run(graph), Image));
            var size = (int)Math.Sqrt(expected.Length);
            for (var place = 0; place < expected.Length; place++)
            {
                var isInside = Math.Min(IsWithin(place / size), IsWithin(place % size)) > 0;
                var isEqual = expected[place].Equals(actual[place]);
                Assert.True(isEqual || (!isInside && double.IsNaN(actual[place])), $"{graph.Name} at {place}");
            }

            int IsWithin(int index) => index >= Kernel - 1 && index <= size - Kernel ? 1 : 0;
        }
    }

    private static double[] Image => [.. Enumerable.Range(1, Size * Size).Select(number => (double)number)];

    private static Graph Transposed(int size, int stride, int padding)
    {
        var b = new GraphBuilder("transposed", ElementType.Float64);
        b.Output(OutputRole.Result, "y", b.ConvolveTransposed(X(b, size), W(b), null, stride, padding, 0, 1, 1));
        return b.Build();
    }

    private static Graph Gradient(int stride, int padding)
    {
        var b = new GraphBuilder("gradient", ElementType.Float64);
        b.Output(OutputRole.Loss, "loss", b.Sum(b.Convolve(X(b, Size), W(b), null, stride, padding, 1, 1), [0, 1, 2, 3]));
        var graph = Differentiate.Run(b.Build(), ["x"]);
        return graph with { Outputs = [.. graph.Outputs.Where(output => output.Role == OutputRole.Gradient)] };
    }

    private static Node X(GraphBuilder b, int size) => b.Input(new("x", new(ElementType.Float64, Shape.Of(1, 1, size, size))));

    private static Node W(GraphBuilder b)
        => b.Parameter(new("w", new(ElementType.Float64, Shape.Of(1, 1, Kernel, Kernel)), new(InitializerKind.Zeros)));

    private static double[] Values(Graph graph, double[] image)
    {
        double[] filter = [double.PositiveInfinity, .. Enumerable.Repeat(1.0, (Kernel * Kernel) - 1)];
        var bindings = new Bindings { Inputs = { ["x"] = image }, Parameters = { ["w"] = filter } };
        return Interpreter.Outputs(graph, bindings).Single().Data;
    }
}
