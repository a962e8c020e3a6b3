using ModelGen;

namespace Benchmarks.Cases;

[Model]
[Adam(LearningRate = 1e-3)]
public partial class LstmNet
{
    private readonly Lstm lstm = new(128, 128);
    private readonly Linear head = new(128, 10);

    public Tensor Forward([Shape("N", 50, 128)] Tensor x)
    {
        var (_, hidden, _) = lstm.Forward(x);
        return head.Forward(hidden);
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Module]
public partial class TransformerBlock(int width, int heads) : IModule
{
    private readonly LayerNorm norm1 = new(width);
    private readonly MultiHeadAttention attention = new(width, heads, causal: true);
    private readonly LayerNorm norm2 = new(width);
    private readonly Linear fc1 = new(width, 4 * width);
    private readonly Linear fc2 = new(4 * width, width);

    public Tensor Forward([Shape("N", "T", "width")] Tensor input)
    {
        var normed = norm1.Forward(input);
        input += attention.Forward(normed, normed, normed);
        return input + fc2.Forward(fc1.Forward(norm2.Forward(input)).Gelu());
    }
}

[Model]
[AdamW(LearningRate = 1e-3)]
public partial class Transformer
{
    private readonly Embedding tokens = new(65, 128);

    [Parameter(64, 128, Initializer = Initializer.Normal, First = 0, Second = 0.02)]
    private readonly Tensor places;

    private readonly TransformerBlock[] blocks = [new(128, 4), new(128, 4), new(128, 4), new(128, 4)];
    private readonly LayerNorm norm = new(128);
    private readonly Linear head = new(128, 65);

    public Tensor Forward([Shape("N", 64)] IndexTensor x)
    {
        var state = tokens.Forward(x) + places;
        foreach (var block in blocks) state = block.Forward(state);
        return head.Forward(norm.Forward(state));
    }

    public Tensor Loss(Tensor logits, [Shape("N", 64)] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Model]
[AdamW(LearningRate = 1e-3, WeightDecay = 0.1)]
[ClipGradients(Norm = 1)]
[ParameterGroup("*bias", WeightDecay = 0), ParameterGroup("*norm*.weight", WeightDecay = 0)]
public partial class ClippedTransformer
{
    private readonly Embedding tokens = new(65, 128);

    [Parameter(64, 128, Initializer = Initializer.Normal, First = 0, Second = 0.02)]
    private readonly Tensor places;

    private readonly TransformerBlock[] blocks = [new(128, 4), new(128, 4), new(128, 4), new(128, 4)];
    private readonly LayerNorm norm = new(128);
    private readonly Linear head = new(128, 65);

    public Tensor Forward([Shape("N", 64)] IndexTensor x)
    {
        var state = tokens.Forward(x) + places;
        foreach (var block in blocks) state = block.Forward(state);
        return head.Forward(norm.Forward(state));
    }

    public Tensor Loss(Tensor logits, [Shape("N", 64)] IndexTensor labels) => logits.CrossEntropy(labels);
}
