using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>
/// Masks are never stored: one that goes into a body of a loop or branch, or comes out of it, does so as numbers 0 and 1.
/// </summary>
internal static class BooleanStorage
{
    public static TensorType Stored(this GraphBuilder builder, TensorType type)
        => type.Element == ElementType.Bool ? new(builder.Precision, type.Shape) : type;

    public static Node Stored(this GraphBuilder builder, Node node)
        => node.Type.Element == ElementType.Bool ? builder.ToFloat(node) : node;

    /// <summary>What was stored, as what it was.</summary>
    public static Node Restored(this GraphBuilder builder, Node stored, ElementType element)
        => element == ElementType.Bool ? builder.Add(OpKind.Less, builder.Constant(0, stored), stored) : stored;
}
