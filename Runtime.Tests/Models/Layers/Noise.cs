namespace ModelGen.Tests.Models.Layers;

[Model]
public partial class Noise
{
    public (Tensor Normal, Tensor Uniform) Forward([Shape("N")] Tensor x) => (x + Tensor.Normal(1, 2, "N"), x + Tensor.Uniform(-1, 3, "N"));
}
