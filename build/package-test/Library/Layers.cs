using ModelGen;

namespace SomeonesLayers;

/// <summary>A layer with a parameter: its graph travels in the assembly.</summary>
[Module]
public sealed partial class Scaled(int width) : IModule
{
    [Parameter("width", Initializer = Initializer.Constant, First = 3)]
    private readonly Tensor scale = null!;

    public Tensor Forward([Shape("...", "width")] Tensor input) => (input * scale).Tanh();
}

/// <summary>A module around another, of any shape: its source travels.</summary>
[Module]
public sealed partial class Residual(IModule inner) : IModule
{
    public Tensor Forward([AnyShape] Tensor input) => input + inner.Forward(input);
}
