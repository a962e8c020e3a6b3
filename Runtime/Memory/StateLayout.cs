using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>One tensor that the optimizer keeps: its name, dimensions and byte offset in the persistent block.</summary>
/// <param name="Name">The parameter's name and the state's, such as <c>_hidden.weight.first_moment</c>.</param>
/// <param name="Dims">Outermost first: the parameter's.</param>
/// <param name="Offset">In bytes.</param>
/// <param name="IsNatural">Whether no training makes an element of it negative.</param>
/// <param name="IsTransient">Whether files do not keep it.</param>
/// <param name="Precision">Of its elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record StateLayout(string Name, long[] Dims, long Offset, bool IsNatural = false, bool IsTransient = false,
    Precision Precision = Precision.Single)
{
    /// <summary>The number of elements.</summary>
    public long Count => Dims.Aggregate(1L, (product, dim) => product * dim);

    /// <summary>The bytes of all elements.</summary>
    internal long Bytes => Count * Precision.Size();
}
