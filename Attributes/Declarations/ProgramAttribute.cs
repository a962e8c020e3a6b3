namespace ModelGen;

/// <summary>
/// Marks a method of a model as a call of its own, beside Predict: <c>[Program] public Tensor Encode([Shape("N", 784)] Tensor pixels)</c>
/// gives the model <c>Encode(pixels, output)</c> over spans and over tensors, which share its parameters. Nothing is trained in it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramAttribute : Attribute;
