using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// An operand in memory: element (line, term) of a batch lies at line * LineStride + term * TermStride from where the batch begins.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct StridedOperand<T>(T* data, long lineStride, long termStride, BatchSteps batches) : IGemmOperand<T>
    where T : unmanaged
{
    /// <summary>Elements from line to line.</summary>
    public nint LineStride { get; } = (nint)lineStride;

    /// <summary>Elements from term to term.</summary>
    public nint TermStride { get; } = (nint)termStride;

    /// <inheritdoc/>
    public bool LinesAreNeighbours => LineStride == 1;

    /// <inheritdoc/>
    public bool IsSameForBatches => batches.IsZero;

    /// <summary>The place of an element.</summary>
    /// <param name="batch">The number of the product.</param>
    /// <param name="line">The row of the left operand, or the column of the right one.</param>
    /// <param name="term">The term of the sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(int batch, int line, int term) => data + (nint)batches.Offset(batch) + (line * LineStride) + (term * TermStride);

    /// <inheritdoc/>
    public void Pack(T* panels, int batch, int first, int count, int depth, int terms, int unit)
        => GemmPanels.Fill(At(batch, first, depth), LineStride, TermStride, count, terms, unit, panels);

    /// <inheritdoc/>
    public T* Find(int batch, int first, int depth, int terms, out nint line)
    {
        line = LineStride;
        return TermStride == 1 ? At(batch, first, depth) : null;
    }
}
