using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// The sums of columns of floats, one a lane: a float adds a few elements, then the sum goes on in a double, so that its error stays below
/// 1e-6 of the sum of the elements' sizes however long the column is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct ColumnSum
{
    private Vector<double> _lower;
    private Vector<double> _upper;

    /// <summary>The sums of all elements.</summary>
    public readonly Vector<float> Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector.Narrow(_lower, _upper);
    }

    /// <summary>Adds the sums of a few elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector<float> value)
    {
        Vector.Widen(value, out var lower, out var upper);
        _lower += lower;
        _upper += upper;
    }

    /// <summary>Adds sums of a few elements that lie side by side to the doubles beside each other, and makes them 0.</summary>
    /// <param name="sums">The sums, whole vectors.</param>
    /// <param name="totals">The doubles.</param>
    /// <param name="count">How many sums.</param>
    public static void Move(float* sums, double* totals, long count)
    {
        for (var column = 0L; column < count; column += Vector<float>.Count)
        {
            var sum = Of(totals + column);
            sum.Add(Vector.Load(sums + column));
            Vector.Store(sum._lower, totals + column);
            Vector.Store(sum._upper, totals + column + Vector<double>.Count);
            Vector.Store(Vector<float>.Zero, sums + column);
        }
    }

    /// <summary>Sums that lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColumnSum Of(double* totals)
        => new() { _lower = Vector.Load(totals), _upper = Vector.Load(totals + Vector<double>.Count) };
}
