namespace ModelGen;

/// <summary>
/// Marks a field of type <see cref="Tensor"/> as a state of a model or module: what a call leaves in it is there for the next one. It lives
/// on the model's device, and is saved with the parameters: a cache of keys and values, the hidden state of a stream, a running target.
/// Any call that assigns it changes it, Predict and programs too; those calls run alone. No gradient goes through it to earlier calls.
/// The model's Reset gives all states the value that they began with. An assignment to a range of it, as in
/// <c>_keys[.., position, ..] = key</c>, writes the range alone.
/// </summary>
/// <param name="dimensions">Numbers, or text of the constructor's int parameters, such as "features".</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StateAttribute(params object[] dimensions) : Attribute
{
    /// <summary>The dimensions, outermost first; the same for all values that are assigned.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;

    /// <summary>What every element starts as.</summary>
    public double Value { get; set; }
}
