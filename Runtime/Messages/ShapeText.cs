namespace ModelGen.Runtime;

/// <summary>Dimensions in messages, such as <c>[3, 5]</c>.</summary>
internal static class ShapeText
{
    public static string Of<T>(ReadOnlySpan<T> dims) => "[" + string.Join(", ", dims.ToArray()) + "]";
}
