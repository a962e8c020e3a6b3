using ModelGen;

namespace CharacterGpt;

/// <summary>
/// Attention of several heads of each token to those before it. A text that grows token by token need not be read anew: its keys and values
/// are kept.
/// </summary>
/// <param name="width">The size of a token's vector.</param>
/// <param name="heads">How many heads share it.</param>
/// <param name="context">The most tokens of a text.</param>
/// <param name="dropout">While the model trains, with which probability a weight, or an element of the result, is 0.</param>
[Module]
public partial class CausalAttention(int width, int heads, int context, double dropout)
{
    private readonly Linear _projections = new(width, 3 * width);
    private readonly Linear _output = new(width, width);

    [State("context", "width")]
    private Tensor _keys;

    [State("context", "width")]
    private Tensor _values;

    /// <summary>The layer.</summary>
    /// <param name="x">[N, T, width].</param>
    /// <param name="position">The first token's index in its text.</param>
    /// <param name="isCached">Whether the tokens before it are those that were kept: of one text then, N is 1.</param>
    /// <returns>[N, T, width].</returns>
    public Tensor Forward([Shape("N", "T", "width")] Tensor x, int position, bool isCached)
    {
        var projected = _projections.Forward(x);
        var (query, key, value) = (Part(projected, 0), Part(projected, 1), Part(projected, 2));
        return _output.Forward(isCached ? Cached(query, key[0], value[0], position) : Attention(query, key, value, 0)).Dropout(dropout);
    }

    private Tensor Part(Tensor projected, int part) => projected.Slice(-1, part * width, (part + 1) * width);

    private Tensor Cached(Tensor query, Tensor key, Tensor value, int position)
    {
        var end = position + key.Size(0);
        _keys[position..end] = key;
        _values[position..end] = value;
        return Attention(query, _keys[..end].Reshape(1, end, width), _values[..end].Reshape(1, end, width), position);
    }

    /// <summary>What each query takes of the values up to its own place, which is so far behind the first.</summary>
    private Tensor Attention(Tensor query, Tensor key, Tensor value, int position)
    {
        var scores = Heads(query).MatMul(Heads(key).Transpose(2, 3)) / Math.Sqrt(width / heads);
        var isBefore = Tensor.Ones("T", key.Size(1)).Tril(position) > 0;
        var weights = Tensor.Where(isBefore, scores, double.NegativeInfinity).Softmax(-1).Dropout(dropout);
        return weights.MatMul(Heads(value)).Transpose(1, 2).Reshape("N", "T", width);
    }

    private Tensor Heads(Tensor x) => x.Reshape(x.Size(0), x.Size(1), heads, width / heads).Transpose(1, 2);
}
