namespace ModelGen;

/// <summary>
/// Marks a partial attribute class as an optimizer, which a model then has as its attribute. Its one static method <c>Update</c>, on float
/// or double, gives the new value of one number of a parameter and is all that there is to write. Update's own parameters are recognised by
/// their names:
/// <c>parameter</c>, <c>gradient</c>, <c>learningRate</c>, which changes at run time and starts as the property LearningRate,
/// <c>int step</c>, which counts from 1, and properties of the class with a small first letter. Each <c>ref</c> parameter is a state,
/// which is kept for each number and starts as 0; a rule may set it otherwise where step is 1. One that depends on neither parameter nor
/// gradient is kept once for the whole parameter. Update may do what an <see cref="ElementwiseAttribute"/> method may, and sum over the
/// parameter by <see cref="WholeParameter"/>. Conditions on properties are decided while compiling, and a state that nothing changes then
/// takes no memory.
/// </summary>
/// <example>
/// <code>
/// [Optimizer]
/// [AttributeUsage(AttributeTargets.Class)]
/// public sealed partial class SignSgdAttribute : Attribute
/// {
///     public double LearningRate { get; set; } = 1e-3;
///     public double Momentum { get; set; } = 0.9;
///
///     internal static float Update(float parameter, float gradient, ref float mean, float learningRate, float momentum)
///     {
///         mean = momentum * mean + (1 - momentum) * gradient;
///         return parameter - learningRate * MathF.Sign(mean);
///     }
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptimizerAttribute : Attribute;
