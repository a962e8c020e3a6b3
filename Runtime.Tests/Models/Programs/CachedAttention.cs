namespace ModelGen.Tests.Models.Programs;

/// <summary>
/// Causal attention of several heads that keeps the keys and values of the tokens before, so that a call brings new ones alone.
/// </summary>
[Module]
public partial class CachedAttention(int features, int heads, int context)
{
    private readonly Linear query = new(features, features);
    private readonly Linear key = new(features, features);
    private readonly Linear value = new(features, features);

    [State("context", "features")]
    private Tensor keys;

    [State("context", "features")]
    private Tensor values;

    /// <summary>The tokens from a position on; those before are kept.</summary>
    public Tensor Forward([Shape("T", "features")] Tensor x, int position)
    {
        var end = position + x.Size(0);
        keys[position..end] = key.Forward(x);
        values[position..end] = value.Forward(x);
        var scores = Heads(query.Forward(x)).MatMul(Heads(keys[..end]).Transpose(1, 2)) / Math.Sqrt(features / heads);
        var visible = Tensor.Ones("T", end).Tril(position) > 0;
        var weights = Tensor.Where(visible, scores, double.NegativeInfinity).Softmax(-1);
        return weights.MatMul(Heads(values[..end])).Transpose(0, 1).Reshape("T", "features");
    }

    private Tensor Heads(Tensor x) => x.Reshape(-1, heads, features / heads).Transpose(0, 1);
}
