namespace ModelGen.Tests.Models.Nets;

/// <summary>
/// A block that normalises before attention and before its two layers; the names are those of torch.nn.TransformerEncoderLayer.
/// </summary>
[Module]
public partial class TransformerBlock(int features, int heads, int inner)
{
    private readonly MultiHeadAttention self_attn = new(features, heads, causal: true);
    private readonly Linear linear1 = new(features, inner);
    private readonly Linear linear2 = new(inner, features);
    private readonly LayerNorm norm1 = new(features);
    private readonly LayerNorm norm2 = new(features);

    public Tensor Forward([Shape("N", "T", "features")] Tensor x)
    {
        var normed = norm1.Forward(x);
        x += self_attn.Forward(normed, normed, normed);
        return x + linear2.Forward(linear1.Forward(norm2.Forward(x)).Gelu());
    }
}

/// <summary>
/// Two blocks, each place of which sees those before it, and a class for each place. By plain descent: the bias of the keys has no gradient
/// but rounding, which Adam would scale up.
/// </summary>
[Model]
[Sgd(LearningRate = 0.05, Momentum = 0.9)]
public partial class TransformerNet
{
    private readonly TransformerBlock[] blocks = [new(8, 2, 16), new(8, 2, 16)];
    private readonly Linear output = new(8, 3);

    public Tensor Forward([Shape("N", 7, 8)] Tensor x)
    {
        foreach (var block in blocks) x = block.Forward(x);
        return output.Forward(x);
    }

    public Tensor Loss(Tensor logits, [Shape("N", 7)] IndexTensor labels) => logits.CrossEntropy(labels);
}
