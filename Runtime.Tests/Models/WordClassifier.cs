namespace ModelGen.Tests.Models;

/// <summary>The mean of word vectors, classified.</summary>
[Model]
[Adam(LearningRate = 0.01f)]
public partial class WordClassifier
{
    private readonly Embedding words = new(11, 4);
    private readonly Linear output = new(4, 3);

    public Tensor Forward([Shape("N", 5)] IndexTensor sentences) => output.Forward(words.Forward(sentences).Mean(1));

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
