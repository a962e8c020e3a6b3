namespace ModelGen;

/// <summary>
/// Marks a static method on scalars as an operation: <see cref="Tensor.Map(Func{float, float})"/> applies it to each element, and it is
/// differentiated, simplified and fused as the built-in operations are. It may have local variables, arithmetic, comparisons, conditions,
/// if and early return, loops of a known number of rounds, the functions of <see cref="Math"/> and <see cref="MathF"/> that have an
/// operation, and calls of other such methods. Its parameters are float or double; methods that only others call may also take int and
/// bool.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ElementwiseAttribute : Attribute;
