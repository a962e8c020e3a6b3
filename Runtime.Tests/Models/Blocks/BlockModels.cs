namespace ModelGen.Tests.Models.Blocks;

/// <summary>Products with weights, an epilogue on each, of sizes that blocks of work do not divide evenly.</summary>
[Model]
[Sgd(LearningRate = 0.5)]
public partial class WideLayers
{
    private readonly Linear _first = new(96, 512);
    private readonly Linear _second = new(512, 176);

    public Tensor Forward([Shape("N", 96)] Tensor x) => _second.Forward(_first.Forward(x).Relu());

    public Tensor Loss(Tensor y, [Shape("N", 176)] Tensor wanted) => ((y - wanted) * (y - wanted)).Mean();
}

/// <summary>A convolution over images whose rows, but not whose parts, are a multiple of every vector.</summary>
[Model]
[Sgd(LearningRate = 0.5)]
public partial class ImageBlocks
{
    private readonly Conv2d _filter = new(2, 3, 5, padding: 2);

    public Tensor Forward([Shape("N", 2, 28, 28)] Tensor x) => _filter.Forward(x).Relu();

    public Tensor Loss(Tensor y, [Shape("N", 3, 28, 28)] Tensor wanted) => ((y - wanted) * (y - wanted)).Mean();
}
