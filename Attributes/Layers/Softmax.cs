namespace ModelGen;

/// <summary>
/// e^x divided by the sum of e^x along an axis; the shape stays. https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html
/// </summary>
/// <param name="axis">The axis; negative from the last one.</param>
[Module]
public sealed partial class Softmax(int axis = -1) : IModule
{
    /// <summary>The layer.</summary>
    /// <param name="input">Of any shape with that axis.</param>
    public Tensor Forward([AnyShape] Tensor input) => input.Softmax(axis);
}
