using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The shapes of layers of images and of rows, of known sizes and of sizes that each call brings.</summary>
public class ImageLayerTests
{
    [Theory]
    [InlineData("Conv2d f = new(3, 4, 3)", "\"N\", 3, 8, 9", "[N, 4, 6, 7]")]
    [InlineData("Conv2d f = new(3, 4, 3, 2, 1)", "\"N\", 3, 8, 9", "[N, 4, 4, 5]")]
    [InlineData("Conv2d f = new(3, 6, 3, padding: 2, dilation: 2, groups: 3)", "\"N\", 3, 8, 9", "[N, 6, 8, 9]")]
    [InlineData("Conv2d f = new(3, 4, 3, 2, 1)", "\"N\", 3, \"H\", \"W\"", "[N, 4, floor((H-1)/(2))+1, floor((W-1)/(2))+1]")]
    [InlineData("Conv1d f = new(3, 4, 3, padding: 1)", "\"N\", 3, \"T\"", "[N, 4, T]")]
    [InlineData("ConvTranspose2d f = new(3, 4, 3, 2, 1, 1)", "\"N\", 3, 8, 9", "[N, 4, 16, 18]")]
    [InlineData("ConvTranspose2d f = new(3, 4, 2, 2)", "\"N\", 3, \"H\", \"W\"", "[N, 4, 2*H, 2*W]")]
    [InlineData("MaxPool2d f = new(2)", "\"N\", 3, 8, 9", "[N, 3, 4, 4]")]
    [InlineData("MaxPool2d f = new(3, 2, 1)", "\"N\", 3, 8, 9", "[N, 3, 4, 5]")]
    [InlineData("AvgPool2d f = new(2)", "3, \"H\", 8", "[3, floor((H-2)/(2))+1, 4]")]
    [InlineData("AdaptiveAvgPool2d f = new(3, 2)", "\"N\", 3, \"H\", 9", "[N, 3, 3, 2]")]
    public void Shapes(string field, string shape, string result)
    {
        var graph = Source.Spec(
            $"[Model] public partial class M {{ private readonly {field}; public Tensor Forward([Shape({shape})] Tensor x) => "
                + $"f.Forward(x); }}").Graph;
        Assert.Equal(result, graph[graph.Outputs[0].Node].Type.Shape.ToString());
        GraphVerifier.Check(graph);
    }

    [Fact]
    public void AnEmbeddingBoundsItsIndices()
    {
        var graph = Source.Spec(
            "[Model] public partial class M { private readonly Embedding f = new(11, 4); public Tensor Forward([Shape(\"N\", \"T\")] "
                + "IndexTensor x) => f.Forward(x); }").Graph;
        Assert.Equal("[N, T, 4]", graph[graph.Outputs[0].Node].Type.Shape.ToString());
        Assert.Equal(11, graph.Inputs[0].Bound);
        Assert.Equal((InitializerKind.Normal, 0, 1),
            (graph.Parameters[0].Initializer.Kind, graph.Parameters[0].Initializer.First, graph.Parameters[0].Initializer.Second));
        GraphVerifier.Check(graph);
    }
}
