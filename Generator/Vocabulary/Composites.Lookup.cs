using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Rows of a table by their indices.</summary>
internal static partial class Composites
{
    /// <summary>table [V, R..], indices [I..]: [I.., R..]. An index outside of [0, V) gives zeros; an input is refused before.</summary>
    /// <exception cref="ShapeException">The table has no axis.</exception>
    public static Node Gather(this GraphBuilder b, Node table, Node indices)
    {
        MustBeRows(table.Type, indices.Type);
        b.Bound(indices, table.Type.Shape[0]);
        if (table.Type.Rank > 1) return b.Add(OpKind.Gather, table, indices);
        return b.Reshape(b.Add(OpKind.Gather, b.Reshape(table, Shape.Of(table.Type.Shape[0], 1)), indices), indices.Type.Shape);
    }

    private static void MustBeRows(TensorType table, TensorType indices)
    {
        if (table.Rank == 0 || !table.Element.IsFloat() || indices.Element != ElementType.Int32)
            throw new ShapeException($"rows are taken from a table of floats [rows, ..] by integer indices, but got {table} and {indices}");
    }

    /// <summary>The sum of the rows of each index in the order of the indices: updates [I.., R..], indices [I..] to [rows, R..].</summary>
    public static Node ScatterAdd(this GraphBuilder b, Node updates, Node indices, Dim rows)
        => b.Add(OpKind.ScatterAdd, [updates, indices], new ScatterArguments(rows));
}
