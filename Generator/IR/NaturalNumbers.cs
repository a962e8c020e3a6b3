namespace ModelGen.Generator.IR;

/// <summary>The sizes and indices of an operation: what a call gives for them is 0 or more wherever the operation runs.</summary>
internal static class NaturalNumbers
{
    /// <summary>The names of the symbols that are sizes or indices, or that those follow from, outside of clamps.</summary>
    public static IEnumerable<string> Of(Node node) => Sizes(node).SelectMany(dim => dim.BareSymbols);

    private static IEnumerable<Dim> Sizes(Node node) => node.Kind switch
    {
        OpKind.DimValue => [],
        OpKind.Random => node.Arguments.Dims,
        OpKind.Loop => [node.Arguments.Count],
        _ => [.. node.Type.Shape.Dims, .. node.Arguments.Dims, node.Arguments.Start, node.Arguments.End],
    };
}
