using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Sums of the lanes of vectors, several at once, in a fixed order.</summary>
internal static unsafe class LaneSums
{
    /// <summary>Stores the sum of each of four vectors side by side, or adds it to what is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>(T* place, Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d, bool isFirst)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double))
        {
            Whole(place, Pair(a.AsDouble(), b.AsDouble()).As<double, T>(), isFirst);
            Whole(place + 2, Pair(c.AsDouble(), d.AsDouble()).As<double, T>(), isFirst);
            return;
        }

        var ab = Interleave.Low(a.AsSingle(), b.AsSingle()) + Interleave.High(a.AsSingle(), b.AsSingle());
        var cd = Interleave.Low(c.AsSingle(), d.AsSingle()) + Interleave.High(c.AsSingle(), d.AsSingle());
        var sums = Interleave.Low(ab.AsDouble(), cd.AsDouble()).AsSingle() + Interleave.High(ab.AsDouble(), cd.AsDouble()).AsSingle();
        Whole(place, sums.As<float, T>(), isFirst);
    }

    /// <summary>Stores the sum of a vector, or adds it to what is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put<T>(T* place, Vector128<T> value, bool isFirst)
        where T : unmanaged
    {
        var sum = value + LanesInMemory.Rotate(value, 2);
        if (sizeof(T) == sizeof(float)) sum += LanesInMemory.Rotate(sum, 1);
        *place = (isFirst ? sum : Vector128.CreateScalar(*place) + sum).ToScalar();
    }

    /// <summary>
    /// How many lanes the terms of a dot product are dealt out to, whatever the width of the hardware's vectors: those of 512 bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Lanes<T>()
        where T : unmanaged
        => Vector512<T>.Count;

    /// <summary>The quarters of 512 bits of lanes, added by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fold<T>(T* lanes)
        where T : unmanaged
        => Vector128.Load(lanes) + Vector128.Load(lanes + (2 * Vector128<T>.Count))
            + (Vector128.Load(lanes + Vector128<T>.Count) + Vector128.Load(lanes + (3 * Vector128<T>.Count)));

    /// <summary>Replaces elements of 512 bits by the sums of their lanes, which lie side by side at the beginning.</summary>
    /// <param name="elements">The elements, and memory for four sums at least.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<T>(T* elements, nint count)
        where T : unmanaged
    {
        // Four at a time to the end, so that it does not depend on what lies beside an element in which order its lanes are added.
        for (nint number = 0; number < count; number += 4)
        {
            var from = elements + (number * Lanes<T>());
            Put(elements + number, At(0), At(1), At(2), At(3), isFirst: true);

            Vector128<T> At(int element) => number + element < count ? Fold(from + (element * Lanes<T>())) : default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pair(Vector128<double> a, Vector128<double> b) => Interleave.Low(a, b) + Interleave.High(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole<T>(T* place, Vector128<T> sums, bool isFirst)
        where T : unmanaged
        => (isFirst ? sums : Vector128.Load(place) + sums).Store(place);
}
