namespace ModelGen;

/// <summary>
/// Marks a partial class as a model: it has a method Forward and, to be trained, a method Loss and an optimizer attribute. Create, Predict,
/// TrainStep, Evaluate, Gradients and Parameters are emitted.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelAttribute : Attribute
{
    /// <summary>The floating-point type of inputs, parameters and results.</summary>
    public Precision Precision { get; set; }
}
