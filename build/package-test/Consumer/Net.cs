using ModelGen;
using SomeonesLayers;

namespace Consumer;

/// <summary>A model of a standard layer and someone's.</summary>
[Model]
public partial class Net
{
    private readonly Linear _layer = new(2, 2);
    private readonly Residual _scaled = new(new Scaled(2));

    public Tensor Forward([Shape("N", 2)] Tensor x) => _scaled.Forward(_layer.Forward(x));
}
