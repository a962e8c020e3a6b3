namespace MyLayers;

/// <summary>Functions on single numbers: in a model they are differentiated, and fused like operations of its own.</summary>
public static class Activations
{
    /// <summary>x * sigmoid(x) (Ramachandran et al., Searching for Activation Functions, 2017).</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Swish(Tensor x) => x.Map(Swish);

    [Elementwise]
    private static float Swish(float x) => x / (1 + MathF.Exp(-x));
}
