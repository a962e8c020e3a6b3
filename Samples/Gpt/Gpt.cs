using ModelGen;

namespace CharacterGpt;

/// <summary>
/// A language model of characters: it learns to tell the next one, and writes. Matrices decay, biases and norms do not; gradients are
/// clipped.
/// </summary>
/// <param name="vocabulary">How many different characters there are.</param>
/// <param name="dropout">While it trains, with which probability an element is 0.</param>
[Model]
[AdamW(LearningRate = 1e-3, Beta2 = 0.99, WeightDecay = 0.1)]
[ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("*orm.weight", WeightDecay = 0)]
[ClipGradients(Norm = 1)]
public partial class Gpt(int vocabulary, double dropout)
{
    private readonly Transformer _net = new(vocabulary, dropout);

    /// <summary>A score of each character for the place behind each: [N, T, vocabulary].</summary>
    public Tensor Forward([Shape("N", "T")] IndexTensor text) => _net.Forward(text, 0, false);

    /// <summary>How surprising the text is, from its second character on.</summary>
    public Tensor Loss(Tensor scores, [Shape("N", "T")] IndexTensor next) => scores.CrossEntropy(next);

    /// <summary>The scores for the character behind the first ones of a text, whose keys and values are kept.</summary>
    [Program]
    public Tensor Begin([Shape("T")] IndexTensor text) => _net.Forward(text.Reshape(1, "T"), 0, true)[0, -1];

    /// <summary>The scores for the character behind the next one, which stands at a position of the text that was begun.</summary>
    [Program]
    public Tensor Continue([Shape(1)] IndexTensor character, int position) => _net.Forward(character.Reshape(1, 1), position, true)[0, 0];
}
