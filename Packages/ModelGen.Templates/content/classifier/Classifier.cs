/// <summary>A net with one hidden layer that tells the class of a row.</summary>
/// <param name="features">How many numbers a row has.</param>
/// <param name="classes">How many classes there are.</param>
[Model]
[AdamW(LearningRate = 5e-3, WeightDecay = 1e-2)]
public partial class Classifier(int features, int classes)
{
    private readonly Linear _hidden = new(features, 32);
    private readonly Linear _output = new(32, classes);

    /// <summary>A score of each class: [N, classes].</summary>
    public Tensor Forward([Shape("N", "features")] Tensor rows) => _output.Forward(_hidden.Forward(rows).Relu());

    /// <summary>How surprising the right classes are.</summary>
    public Tensor Loss(Tensor scores, [Shape("N")] IndexTensor labels) => scores.CrossEntropy(labels);
}
