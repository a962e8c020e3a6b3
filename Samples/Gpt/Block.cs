using ModelGen;

namespace CharacterGpt;

/// <summary>
/// A layer of the net: attention, then two dense layers, each with a norm before it and what it got added to what it gives.
/// </summary>
/// <param name="width">The size of a token's vector.</param>
/// <param name="heads">How many heads the attention has.</param>
/// <param name="context">The most tokens of a text.</param>
/// <param name="dropout">While the model trains, with which probability an element is 0.</param>
[Module]
public partial class Block(int width, int heads, int context, double dropout)
{
    private readonly LayerNorm _attentionNorm = new(width);
    private readonly CausalAttention _attention = new(width, heads, context, dropout);
    private readonly LayerNorm _feedNorm = new(width);
    private readonly Linear _expand = new(width, 4 * width);
    private readonly Linear _contract = new(4 * width, width);

    /// <summary>The layer.</summary>
    /// <param name="x">[N, T, width].</param>
    /// <param name="position">The first token's index in its text.</param>
    /// <param name="isCached">Whether the tokens before it are those that were kept.</param>
    /// <returns>[N, T, width].</returns>
    public Tensor Forward([Shape("N", "T", "width")] Tensor x, int position, bool isCached)
    {
        x += _attention.Forward(_attentionNorm.Forward(x), position, isCached);
        return x + _contract.Forward(_expand.Forward(_feedNorm.Forward(x)).Gelu()).Dropout(dropout);
    }
}
