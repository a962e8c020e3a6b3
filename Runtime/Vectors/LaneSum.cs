using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>
/// Sums of the elements of a row, dealt out to as many lanes as fill 512 bits whatever the width of the hardware's vectors: so that every
/// width adds the same elements in the same order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LaneSum<T>
    where T : unmanaged
{
    // Those that the next vectors are added to, in this order.
    private Vector<T> _first;
    private Vector<T> _second;
    private Vector<T> _third;
    private Vector<T> _fourth;

    // How many vectors fill 512 bits: 1, 2 or 4.
    private static int Parts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count / Vector<T>.Count;
    }

    /// <summary>The lower half of the lanes.</summary>
    internal readonly Vector256<T> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Parts switch
        {
            1 => _first.AsVector512().GetLower(),
            2 => _first.AsVector256(),
            _ => Vector256.Create(_first.AsVector128(), _second.AsVector128()),
        };
    }

    /// <summary>The upper half of the lanes.</summary>
    internal readonly Vector256<T> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Parts switch
        {
            1 => _first.AsVector512().GetUpper(),
            2 => _second.AsVector256(),
            _ => Vector256.Create(_third.AsVector128(), _fourth.AsVector128()),
        };
    }

    /// <summary>Adds the next elements of the row.</summary>
    /// <param name="value">The elements; 0 in lanes that do not count.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector<T> value)
    {
        if (Parts == 1) _first += value;
        else if (Parts == 2) (_first, _second) = (_second, _first + value);
        else (_first, _second, _third, _fourth) = (_second, _third, _fourth, _first + value);
    }

    /// <summary>Has the next element be added to the first lane, as after a multiple of all lanes.</summary>
    /// <param name="count">How many elements were added since they were last added to the first lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Align(long count)
    {
        var vectors = (int)((count + Vector<T>.Count - 1) / Vector<T>.Count) & (Parts - 1);
        if (Parts == 2 && vectors != 0) (_first, _second) = (_second, _first);
        if (Parts != 4 || vectors == 0) return;
        for (; vectors < Parts; vectors++) (_first, _second, _third, _fourth) = (_second, _third, _fourth, _first);
    }
}
