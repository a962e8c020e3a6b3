using ModelGen;

namespace CharacterGpt;

/// <summary>
/// A small GPT (Radford et al., Language Models are Unsupervised Multitask Learners, 2019): 4 layers of 4 heads, 128 wide, texts of 64
/// tokens.
/// </summary>
/// <param name="vocabulary">How many different tokens there are.</param>
/// <param name="dropout">While it trains, with which probability an element is 0.</param>
[Module]
public partial class Transformer(int vocabulary, double dropout)
{
    /// <summary>The most tokens of a text.</summary>
    public const int Context = 64;

    /// <summary>How many layers there are.</summary>
    public const int Layers = 4;

    private const int Width = 128;

    private const int Heads = 4;

    [Parameter(Context, Width, Initializer = Initializer.Normal, Second = 0.02)]
    private readonly Tensor _positions;

    private readonly Embedding _characters = new(vocabulary, Width);

    private readonly Block[] _blocks =
    [
        new(Width, Heads, Context, dropout), new(Width, Heads, Context, dropout),
        new(Width, Heads, Context, dropout), new(Width, Heads, Context, dropout),
    ];

    private readonly LayerNorm _norm = new(Width);

    private readonly Linear _output = new(Width, vocabulary, bias: false);

    /// <summary>The net.</summary>
    /// <param name="text">[N, T].</param>
    /// <param name="position">The first token's index in its text.</param>
    /// <param name="isCached">Whether the tokens before it are those that were kept: of one text then, N is 1.</param>
    /// <returns>A score of each token for the place behind each: [N, T, vocabulary].</returns>
    public Tensor Forward([Shape("N", "T")] IndexTensor text, int position, bool isCached)
    {
        var x = (_characters.Forward(text) + _positions[position..(position + text.Size(1))]).Dropout(dropout);
        foreach (var block in _blocks) x = block.Forward(x, position, isCached);
        return _output.Forward(_norm.Forward(x));
    }
}
