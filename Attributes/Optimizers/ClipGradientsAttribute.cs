namespace ModelGen;

/// <summary>
/// Clips a model's gradients in each training step, between the gradients and the optimizer's rule: by their norm, as PyTorch's
/// clip_grad_norm_, or each element, as clip_grad_value_. Without either setting the gradients stay as they are, and the step's
/// <c>GradientNorm</c> is told all the same.
/// https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ClipGradientsAttribute : Attribute
{
    /// <summary>
    /// The largest norm: all gradients are multiplied by min(1, Norm / (n + 1e-6)), where n is the root of the sum of the squares of all
    /// elements of all gradients. 0, the default, does not clip by the norm.
    /// </summary>
    [SettingRange(0)]
    [NeedsSetting(nameof(Value), false)]
    public double Norm { get; set; }

    /// <summary>
    /// The largest size of an element: each becomes min(max(g, -Value), Value). 0, the default, does not clip elements.
    /// </summary>
    [SettingRange(0)]
    public double Value { get; set; }
}
