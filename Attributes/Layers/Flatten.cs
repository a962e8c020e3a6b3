namespace ModelGen;

/// <summary>
/// Makes one axis of all from an axis on: [N, C, H, W] becomes [N, C H W]. https://pytorch.org/docs/stable/generated/torch.nn.Flatten.html
/// </summary>
/// <param name="startAxis">The first of them.</param>
[Module]
public sealed partial class Flatten(int startAxis = 1) : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape with that axis.</param>
    public Tensor Forward([AnyShape] Tensor input) => input.Flatten(startAxis);
}
