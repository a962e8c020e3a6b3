namespace ModelGen;

/// <summary>
/// A <see cref="Linear"/> of as many outputs as inputs, whose bias starts as 0: the last step of <see cref="MultiHeadAttention"/>.
/// </summary>
/// <param name="features">The size of the last axis.</param>
/// <param name="bias">Whether there is a bias; false leaves out the parameter.</param>
[Module]
public sealed partial class OutputProjection(int features, bool bias = true) : IModule
{
    private readonly bool _hasBias = bias;

    /// <summary>The weight, [features, features].</summary>
    [Parameter("features", "features")]
    public readonly Tensor weight;

    /// <summary>The bias, [features], where there is one.</summary>
    [Parameter("features", Initializer = Initializer.Zeros)]
    public readonly Tensor bias;

    /// <summary>The layer.</summary>
    /// <param name="input">[.., features].</param>
    /// <returns>[.., features].</returns>
    public Tensor Forward([Shape("...", "features")] Tensor input)
    {
        var product = input.MatMul(weight.Transpose());
        return _hasBias ? product + bias : product;
    }
}
