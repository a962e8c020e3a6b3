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
        var sum = Vector128.CreateScalar(Vector128.Sum(value));
        *place = (isFirst ? sum : Vector128.CreateScalar(*place) + sum).ToScalar();
    }

    /// <summary>Replaces vectors by the sums of their lanes, which lie side by side at the beginning.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold<T, TVector, TLanes>(T* vectors, nint count)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>
    {
        nint number = 0;
        for (; number <= count - 4; number += 4)
        {
            var from = vectors + (number * TLanes.Count);
            var (a, b) = (TLanes.Fold(TLanes.Load(from)), TLanes.Fold(TLanes.Load(from + TLanes.Count)));
            var (c, d) = (TLanes.Fold(TLanes.Load(from + (2 * TLanes.Count))), TLanes.Fold(TLanes.Load(from + (3 * TLanes.Count))));
            Put(vectors + number, a, b, c, d, isFirst: true);
        }

        for (; number < count; number++) Put(vectors + number, TLanes.Fold(TLanes.Load(vectors + (number * TLanes.Count))), isFirst: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pair(Vector128<double> a, Vector128<double> b) => Interleave.Low(a, b) + Interleave.High(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Whole<T>(T* place, Vector128<T> sums, bool isFirst)
        where T : unmanaged
        => (isFirst ? sums : Vector128.Load(place) + sums).Store(place);
}
