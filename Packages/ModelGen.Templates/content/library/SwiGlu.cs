namespace MyLayers;

/// <summary>Two dense layers with a gate between them (Shazeer, GLU Variants Improve Transformer, 2020).</summary>
/// <param name="features">The last size of what it is given, and of what it gives.</param>
/// <param name="hidden">The size between the layers.</param>
[Module]
public sealed partial class SwiGlu(int features, int hidden) : IModule
{
    private readonly Linear _gate = new(features, hidden, bias: false);
    private readonly Linear _value = new(features, hidden, bias: false);
    private readonly Linear _output = new(hidden, features, bias: false);

    /// <summary>The layer.</summary>
    /// <param name="x">[..., features].</param>
    /// <returns>[..., features].</returns>
    public Tensor Forward([Shape("...", "features")] Tensor x)
        => _output.Forward(Activations.Swish(_gate.Forward(x)) * _value.Forward(x));
}
