namespace ModelGen;

/// <summary>
/// The shape of an input of Forward or Loss. Numbers are fixed; names are symbols, bound anew by each call, or parameters of the
/// constructor; text such as "2*N" is arithmetic of them. In a module a leading "..." stands for any axes before the named ones.
/// </summary>
/// <param name="dimensions">Outermost first; none for one number.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params object[] dimensions) : Attribute
{
    /// <summary>The dimensions, outermost first.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;
}
