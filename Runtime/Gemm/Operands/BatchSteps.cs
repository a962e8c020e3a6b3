using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Where the batches of an operand begin: their number is a row-major number along axes, each of which has a step of its own.
/// </summary>
/// <param name="count">How many axes there are.</param>
/// <param name="sizes">The size of each.</param>
/// <param name="steps">The step of each, in elements.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct BatchSteps(int count, long* sizes, long* steps)
{
    private readonly long _step;

    /// <summary>Batches along one axis.</summary>
    /// <param name="step">Elements from batch to batch.</param>
    public BatchSteps(long step)
        : this(0, null, null) => _step = step;

    /// <summary>Batches along one axis.</summary>
    /// <param name="step">Elements from batch to batch.</param>
    public static implicit operator BatchSteps(long step) => new(step);

    /// <summary>Whether all batches begin at the same place.</summary>
    public bool IsZero => count == 0 ? _step == 0 : !new ReadOnlySpan<long>(steps, count).ContainsAnyExcept(0);

    /// <summary>Elements from the first batch to another.</summary>
    /// <param name="batch">The number of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Offset(int batch) => count == 0 ? batch * _step : Along(batch);

    private long Along(long batch)
    {
        var sum = 0L;
        for (var axis = count - 1; axis >= 0; axis--)
        {
            var (quotient, digit) = axis > 0 ? Math.DivRem(batch, sizes[axis]) : (0, batch);
            sum += digit * steps[axis];
            batch = quotient;
        }

        return sum;
    }
}
