using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>
/// The sum of a row of floats: each lane of a <see cref="LaneSum{T}"/> adds a few, then goes on in a double, so that the error stays below
/// 1e-6 of the sum of the elements' sizes however long the row is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RowSum
{
    // Of four lanes each.
    private Vector256<double> _first;
    private Vector256<double> _second;
    private Vector256<double> _third;
    private Vector256<double> _fourth;

    /// <summary>The sum of all lanes, by halves.</summary>
    public readonly float Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (float)Lanes.SumByHalves(_first + _third + (_second + _fourth));
    }

    /// <summary>Adds the sums of the lanes, which have added few elements each.</summary>
    /// <param name="lanes">The sums, aligned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in LaneSum<float> lanes)
    {
        var (first, second) = Vector256.Widen(lanes.Lower);
        var (third, fourth) = Vector256.Widen(lanes.Upper);
        _first += first;
        _second += second;
        _third += third;
        _fourth += fourth;
    }
}
