namespace ModelGen.Tests.Models.Layers;

/// <summary>A batch norm of rows.</summary>
[Model, AdamW]
public partial class RowNormNet
{
    private readonly BatchNorm1d _norm = new(3);
    private readonly Linear _output = new(3, 2);

    public Tensor Forward([Shape("N", 3)] Tensor x) => _output.Forward(_norm.Forward(x));

    public Tensor Loss(Tensor y, [Shape("N", 2)] Tensor target) => y.MeanSquared(target);
}

/// <summary>A batch norm of images, of any size.</summary>
[Model, Sgd]
public partial class ImageNormNet
{
    private readonly BatchNorm2d _norm = new(2);

    public Tensor Forward([Shape("N", 2, "H", "W")] Tensor x) => _norm.Forward(x.Relu());

    public Tensor Loss(Tensor y, [Shape("N", 2, "H", "W")] Tensor target) => y.MeanSquared(target);
}

/// <summary>Statistics of one's own making: an unbiased deviation.</summary>
[Model, Sgd]
public partial class OwnNormNet
{
    [Parameter(3)] private readonly Tensor scale;

    [Buffer(3, Value = 1)] private Tensor spread;

    public Tensor Forward([Shape("N", 3)] Tensor x)
    {
        if (Mode.Training) spread = 0.5 * spread + 0.5 * x.Variance(0);
        return x * scale / (spread + 1e-5).Sqrt();
    }

    public Tensor Loss(Tensor y) => y.Square().Mean();
}

/// <summary>Norms of a sample by itself, which need no other.</summary>
[Model, Sgd]
public partial class SampleNormNet
{
    private readonly GroupNorm _group = new(2, 2);
    private readonly LayerNorm _layer = new(2);

    public Tensor Forward([Shape("N", 2)] Tensor x) => _group.Forward(_layer.Forward(x).Reshape("N", 2, 1, 1));

    public Tensor Loss(Tensor y) => y.Square().Mean();
}
