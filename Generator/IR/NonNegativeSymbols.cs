namespace ModelGen.Generator.IR;

/// <summary>The sizes and indices of an operation: what a call gives for them is 0 or more wherever the operation runs.</summary>
internal static class NonNegativeSymbols
{
    /// <summary>The symbols that sizes and indices depend on, outside of clamps.</summary>
    public static IEnumerable<string> Find(Node node) => Sizes(node).SelectMany(dim => dim.BareSymbols);

    private static IEnumerable<Dim> Sizes(Node node) => node.Kind switch
    {
        OpKind.DimValue => [],
        OpKind.Random => node.Random.Shape.Dims,
        OpKind.Loop => [node.Loop.Count],
        _ => [.. node.Type.Shape.Dims, .. node.Arguments.AllDims()],
    };
}
