namespace ModelGen;

/// <summary>A <see cref="Linear"/> of as many outputs as inputs, whose bias starts as 0: the last step of <see cref="MultiHeadAttention"/>.</summary>
/// <param name="features">The size of the last axis.</param>
[Module]
public sealed partial class OutputProjection(int features) : IModule
{
    [Parameter("features", "features")]
    private readonly Tensor weight;

    [Parameter("features", Initializer = Initializer.Zeros)]
    private readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., features].</param>
    /// <returns>[.., features].</returns>
    public Tensor Forward([Shape("...", "features")] Tensor input) => input.MatMul(weight.Transpose()) + bias;
}
