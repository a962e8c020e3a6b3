namespace ModelGen.Tests.Calls;

/// <summary>A batch of any size, in evaluation the statistics of training.</summary>
[Model]
[Adam(LearningRate = 0.01)]
public partial class Batched
{
    private readonly Conv2d _conv = new(1, 2, 3, padding: 1);
    private readonly BatchNorm2d _norm = new(2);
    private readonly Linear _output = new(2 * 4 * 4, 3);

    public Tensor Forward([Shape("N", 1, 4, 4)] Tensor images) => _output.Forward(_norm.Forward(_conv.Forward(images)).Relu().Flatten());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

/// <summary>Steps of a sequence, of which there may be none.</summary>
[Model(Precision = Precision.Double)]
[Sgd]
public partial class Sequence
{
    public (Tensor Last, Tensor Total) Forward([Shape("T", "N", 2)] Tensor x)
    {
        var last = Tensor.Zeros("N", 3);
        for (var t = 0; t < x.Size(0); t++) last = (last * 0.5).Tanh() + x[t].Sum(1, keepDimension: true);
        return (last, x.Sum(0));
    }

    public Tensor Loss(Tensor last, Tensor total) => last.Mean() + total.Sum();
}

/// <summary>The greatest of a batch, which nothing has none of.</summary>
[Model]
[Sgd]
public partial class Greatest
{
    [Parameter(1, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public Tensor Forward([Shape("N", "K")] Tensor x, [Shape("N")] Tensor y) => (x * weight).Max(0) + y.Sum();

    public Tensor Loss(Tensor z) => z.Sum();
}
