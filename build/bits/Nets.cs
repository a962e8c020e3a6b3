using ModelGen;

namespace Bits;

/// <summary>A recurrent net that reads words.</summary>
[Model]
[RmsProp(LearningRate = 1e-3)]
public partial class Reader
{
    private readonly Embedding words = new(50, 24);
    private readonly Lstm layer = new(24, 40);
    private readonly Linear output = new(40, 50);

    public Tensor Forward([Shape("N", 13)] IndexTensor x) => output.Forward(layer.Forward(words.Forward(x)).Output);

    public Tensor Loss(Tensor logits, [Shape("N", 13)] IndexTensor labels) => logits.CrossEntropy(labels);
}

/// <summary>A causal transformer.</summary>
[Model]
[AdamW(LearningRate = 1e-3)]
public partial class Transformer
{
    private readonly Embedding words = new(50, 48);
    private readonly LayerNorm before = new(48);
    private readonly MultiHeadAttention attention = new(48, 4, causal: true);
    private readonly LayerNorm between = new(48);
    private readonly Linear inner = new(48, 100);
    private readonly Linear outer = new(100, 48);
    private readonly Linear output = new(48, 50);

    public Tensor Forward([Shape("N", 13)] IndexTensor x)
    {
        var state = words.Forward(x);
        var normal = before.Forward(state);
        state += attention.Forward(normal, normal, normal);
        state += outer.Forward(inner.Forward(between.Forward(state)).Gelu());
        return output.Forward(state);
    }

    public Tensor Loss(Tensor logits, [Shape("N", 13)] IndexTensor labels) => logits.CrossEntropy(labels);
}

/// <summary>Convolutions between which the batch is normalised.</summary>
[Model]
[Sgd(LearningRate = 1e-2, Momentum = 0.9)]
public partial class Normalized
{
    private readonly Conv2d first = new(3, 16, 3, padding: 1);
    private readonly BatchNorm2d first_norm = new(16);
    private readonly Conv2d second = new(16, 20, 3, padding: 1);
    private readonly BatchNorm2d second_norm = new(20);
    private readonly Linear output = new(20, 10);

    public Tensor Forward([Shape("N", 3, 15, 17)] Tensor x)
    {
        x = first_norm.Forward(first.Forward(x)).Relu();
        x = second_norm.Forward(second.Forward(x)).Sigmoid();
        return output.Forward(x.Mean([2, 3]));
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
