using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>One parameter: its name, dimensions, byte offset in the persistent block, and how it starts.</summary>
/// <param name="Name">As PyTorch names it, such as <c>_hidden.weight</c>.</param>
/// <param name="Dims">Outermost first.</param>
/// <param name="Offset">In bytes.</param>
/// <param name="Start">The first values.</param>
/// <param name="IsTrainable">Whether it has a gradient: false for a buffer, and for a parameter that is frozen while compiling.</param>
/// <param name="IsFrozen">Whether it is frozen while compiling.</param>
/// <param name="IsState">Whether calls of any kind may assign it, and Reset starts it anew.</param>
/// <param name="Precision">Of its elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ParameterLayout(string Name, long[] Dims, long Offset, ParameterStart Start, bool IsTrainable = true,
    bool IsFrozen = false, bool IsState = false, Precision Precision = Precision.Single)
{
    /// <summary>The number of elements.</summary>
    public long Count => Dims.Aggregate(1L, (product, dim) => product * dim);

    /// <summary>The bytes of all elements.</summary>
    internal long Bytes => Count * Precision.Size();
}
