using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>What becomes of the sums of a block of dot products, as a type, so that a kernel is compiled for it.</summary>
internal unsafe interface IGemmDotSums
{
    /// <summary>Stores the sums of a row with one or four columns, or adds them to what is there.</summary>
    static abstract void Put<T, TVector, TLanes>(T* place, bool isWide, TVector c0, TVector c1, TVector c2, TVector c3, bool isFirst)
        where T : unmanaged
        where TVector : struct
        where TLanes : struct, IGemmVector<T, TVector>;
}

internal static unsafe class GemmDotSums
{
    /// <summary>The lanes of each are added.</summary>
    internal readonly struct Folded : IGemmDotSums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Put<T, TVector, TLanes>(T* place, bool isWide, TVector c0, TVector c1, TVector c2, TVector c3, bool isFirst)
            where T : unmanaged
            where TVector : struct
            where TLanes : struct, IGemmVector<T, TVector>
        {
            if (isWide) LaneSums.Put(place, TLanes.Fold(c0), TLanes.Fold(c1), TLanes.Fold(c2), TLanes.Fold(c3), isFirst);
            else LaneSums.Put(place, TLanes.Fold(c0), isFirst);
        }
    }

    /// <summary>The lanes of each stay apart, since more terms follow.</summary>
    internal readonly struct Apart : IGemmDotSums
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Put<T, TVector, TLanes>(T* place, bool isWide, TVector c0, TVector c1, TVector c2, TVector c3, bool isFirst)
            where T : unmanaged
            where TVector : struct
            where TLanes : struct, IGemmVector<T, TVector>
        {
            Put<T, TVector, TLanes>(place, c0, isFirst);
            if (!isWide) return;
            Put<T, TVector, TLanes>(place + TLanes.Count, c1, isFirst);
            Put<T, TVector, TLanes>(place + (2 * TLanes.Count), c2, isFirst);
            Put<T, TVector, TLanes>(place + (3 * TLanes.Count), c3, isFirst);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put<T, TVector, TLanes>(T* place, TVector sum, bool isFirst)
            where T : unmanaged
            where TVector : struct
            where TLanes : struct, IGemmVector<T, TVector>
            => TLanes.Store(place, isFirst ? sum : TLanes.Add(TLanes.Load(place), sum));
    }
}
