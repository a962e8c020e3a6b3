namespace ModelGen;

/// <summary>
/// Marks a static method of a model as a transformation of its gradients, compiled into each step that trains their parameters, TrainStep
/// and training programs: between the gradients, after they are clipped, and the optimizer's rule. Of several the one that is declared
/// first comes first. Its parameters are recognised by their names: <c>gradient</c>, <c>parameter</c>, which need not be there, and any
/// <c>ref</c> parameter is a state that is kept from step to step for each parameter of the model and starts as 0. Either all of them are
/// float or double and it returns one: then it is of one number, and may do what an <see cref="ElementwiseAttribute"/> method may and sum
/// by <see cref="WholeParameter"/>. Or all are <see cref="Tensor"/> and it returns one, of the gradient's shape: then it may do what
/// Forward may, random numbers included, which are new in each step and follow from the seed. What is wrong with it is the compile error
/// MG0607.
/// </summary>
/// <param name="pattern">
/// The parameters that it is for: a name such as <c>_head.weight</c>, or a pattern: * stands for any characters, dots too, and ? for one.
/// One that no parameter has is the compile error MG0604. The default are all.
/// </param>
/// <example>
/// <code>
/// [GradientTransform("*.weight")]
/// private static Tensor Centralize(Tensor gradient) => gradient - gradient.Mean(1, keepDimension: true);
///
/// [GradientTransform]
/// private static float Signed(float gradient) => MathF.Sign(gradient);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GradientTransformAttribute(string pattern = "*") : Attribute
{
    /// <summary>The name or pattern.</summary>
    public string Pattern => pattern;
}
