namespace ModelGen.Tests.Models.Nets;

/// <summary>Two convolutions, each normalised, around which the input goes on unchanged (He et al., CVPR 2016).</summary>
[Module]
public partial class ResidualBlock(int channels)
{
    private readonly Conv2d first = new(channels, channels, 3, padding: 1);
    private readonly BatchNorm2d first_norm = new(channels);
    private readonly Conv2d second = new(channels, channels, 3, padding: 1);
    private readonly BatchNorm2d second_norm = new(channels);

    public Tensor Forward([Shape("N", "channels", "H", "W")] Tensor x)
    {
        var inner = first_norm.Forward(first.Forward(x)).Relu();
        return (x + second_norm.Forward(second.Forward(inner))).Relu();
    }
}

[Model]
[Sgd(LearningRate = 0.05, Momentum = 0.9)]
public partial class ResidualNet
{
    private readonly Conv2d stem = new(2, 4, 3, padding: 1);
    private readonly ResidualBlock[] blocks = [new(4), new(4)];
    private readonly Linear head = new(4, 3);

    public Tensor Forward([Shape("N", 2, 6, 5)] Tensor x)
    {
        x = stem.Forward(x);
        foreach (var block in blocks) x = block.Forward(x);
        return head.Forward(x.Mean([2, 3]));
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
