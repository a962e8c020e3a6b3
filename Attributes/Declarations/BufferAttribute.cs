namespace ModelGen;

/// <summary>
/// Marks a field of type <see cref="Tensor"/> as a buffer of a model or module: it is kept and saved with the parameters, but no optimizer
/// changes it. Forward may assign it, as a running mean does; what it holds at the end of a TrainStep stays for the next call. Assignments
/// under Predict, Evaluate and Gradients are forgotten.
/// https://pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_buffer
/// </summary>
/// <param name="dimensions">Numbers, or text of the constructor's int parameters, such as "features".</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class BufferAttribute(params object[] dimensions) : Attribute
{
    /// <summary>The dimensions, outermost first; the same for all values that are assigned.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;

    /// <summary>What every element starts as.</summary>
    public double Value { get; set; }
}
