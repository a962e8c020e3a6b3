namespace ModelGen.Tests.Models.Programs;

/// <summary>As <see cref="SharedNet"/>, by plain steps, so that a step is the gradient.</summary>
[Model(Precision = Precision.Double)]
public partial class PlainSharedNet
{
    private readonly Linear encoder = new(6, 4);
    private readonly Linear decoder = new(4, 6);
    private readonly Linear head = new(4, 3);

    [Program]
    public Tensor Encode([Shape("N", 6)] Tensor x) => encoder.Forward(x).Tanh();

    [TrainingProgram("encoder.*", "decoder.*"), Sgd(LearningRate = 1)]
    public Tensor Reconstruct([Shape("N", 6)] Tensor x) => decoder.Forward(Encode(x)).MeanSquared(x);

    [TrainingProgram("encoder.*", "head.*"), Sgd(LearningRate = 1)]
    public Tensor Classify([Shape("N", 6)] Tensor x, [Shape("N")] IndexTensor labels) => head.Forward(Encode(x)).CrossEntropy(labels);
}
