namespace ModelGen.Tests.Models.Programs;

/// <summary>Two heads whose steps both train the encoder that they share, each with moments of its own.</summary>
[Model(Precision = Precision.Double)]
public partial class SharedNet
{
    private readonly Linear encoder = new(6, 4);
    private readonly Linear decoder = new(4, 6);
    private readonly Linear head = new(4, 3);

    [Program]
    public Tensor Encode([Shape("N", 6)] Tensor x) => encoder.Forward(x).Tanh();

    [TrainingProgram("encoder.*", "decoder.*"), Adam(LearningRate = 0.03)]
    public Tensor Reconstruct([Shape("N", 6)] Tensor x) => decoder.Forward(Encode(x)).MeanSquared(x);

    [TrainingProgram("encoder.*", "head.*"), Adam(LearningRate = 0.01)]
    public Tensor Classify([Shape("N", 6)] Tensor x, [Shape("N")] IndexTensor labels) => head.Forward(Encode(x)).CrossEntropy(labels);
}
