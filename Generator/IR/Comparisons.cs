namespace ModelGen.Generator.IR;

/// <summary>What the comparisons among the primitives mean on numbers.</summary>
internal static class Comparisons
{
    /// <summary>Whether a comparison holds; null for what is none.</summary>
    public static bool? Holds(this OpKind kind, double left, double right)
        => kind is OpKind.Less or OpKind.LessOrEqual or OpKind.Equal ? kind.Function().Value([left, right]) == 1 : null;
}
