namespace ModelGen;

/// <summary>
/// Splits the training step of a model in two calls: <c>Accumulate</c>, which takes what TrainStep takes and adds its gradients to those of
/// earlier calls, and <c>Apply</c>, which updates the parameters by them and begins anew. So a batch can be larger than memory, and
/// gradients can be looked at or changed in between, as <c>AccumulatedGradients</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AccumulateAttribute : Attribute
{
    /// <summary>
    /// What the loss is of its samples. Of a mean, the default, the gradients are weighted by the number of samples of each call and
    /// divided by their sum, so that Apply does what a step over the joined batch does, up to rounding. Of a sum they are added alone.
    /// The number of samples is the symbol that is the first dimension of every input; without one all calls weigh the same.
    /// </summary>
    public Reduction Reduction { get; set; }
}
