namespace ModelGen;

/// <summary>
/// Marks an input of a module's Forward that may have any shape: the module is compiled for each shape that it is given, where
/// <see cref="ShapeAttribute"/> fixes the axes once for all.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AnyShapeAttribute : Attribute
{
}
