namespace ModelGen;

/// <summary>
/// Attention of several heads (Vaswani et al., Attention Is All You Need, 2017), batch first: each place of the query takes a mean of the
/// values, weighed by softmax(q kᵀ / sqrt(embedDim / numHeads)).
/// https://pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html
/// </summary>
/// <param name="embedDim">The size of the last axis, which the heads share evenly.</param>
/// <param name="numHeads">How many heads there are.</param>
/// <param name="causal">Whether place t looks at places 0..t alone, as a causal mask has it.</param>
/// <param name="dropout">While the model trains, with which probability a weight is 0.</param>
/// <param name="bias">Whether the projections have biases; false leaves out the parameters.</param>
[Module]
public sealed partial class MultiHeadAttention(
    int embedDim,
    int numHeads,
    bool causal = false,
    [SettingRange(0, 1)] double dropout = 0,
    bool bias = true)
{
    private readonly bool _hasBias = bias;

    /// <summary>The weights of query, key and value, one below the other, [3 * embedDim, embedDim].</summary>
    [Parameter("3 * embedDim", "embedDim", Initializer = Initializer.XavierUniform)]
    public readonly Tensor in_proj_weight;

    /// <summary>The biases of query, key and value, one after the other, [3 * embedDim], where there is one.</summary>
    [Parameter("3 * embedDim", Initializer = Initializer.Zeros)]
    public readonly Tensor in_proj_bias;

    /// <summary>The last step, over all heads.</summary>
    public readonly OutputProjection out_proj = new(embedDim, bias);

    /// <summary>The layer. Of one sequence to itself, give it as all three.</summary>
    /// <param name="query">[N, T, embedDim].</param>
    /// <param name="key">[N, S, embedDim].</param>
    /// <param name="value">[N, S, embedDim].</param>
    /// <returns>[N, T, embedDim].</returns>
    public Tensor Forward([Shape("N", "T", "embedDim")] Tensor query, [Shape("N", "S", "embedDim")] Tensor key,
        [Shape("N", "S", "embedDim")] Tensor value)
    {
        var size = embedDim / numHeads;
        var queries = Projected(query, 0).Reshape("N", "T", numHeads, size).Transpose(1, 2);
        var keys = Projected(key, 1).Reshape("N", "S", numHeads, size).Permute(0, 2, 3, 1);
        var values = Projected(value, 2).Reshape("N", "S", numHeads, size).Transpose(1, 2);
        var scores = queries.MatMul(keys) / Math.Sqrt(size);
        if (causal) scores = Tensor.Where(Tensor.Ones("T", "S").Tril() > 0, scores, double.NegativeInfinity);
        var weights = scores.Softmax(-1).Dropout(dropout);
        return out_proj.Forward(weights.MatMul(values).Transpose(1, 2).Reshape("N", "T", "embedDim"));
    }

    private Tensor Projected(Tensor input, int part)
    {
        var (start, end) = (part * embedDim, (part + 1) * embedDim);
        var product = input.MatMul(in_proj_weight.Slice(0, start, end).Transpose());
        return _hasBias ? product + in_proj_bias.Slice(0, start, end) : product;
    }
}
