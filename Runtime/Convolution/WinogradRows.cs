using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Winograd's minimal filtering along the rows of an image: of six rows, a filter of some taps makes seven less as many sums, with six
/// products instead of one for each tap and sum (three taps: 6 for 12). It multiplies polynomials by their values at the points 0, 1, -1,
/// 2, -2 and infinity, so that the image's part is the same whatever the number of taps. The coefficients are small whole numbers and their
/// reciprocals; an error of rounding is about twice a plain sum's.
/// </summary>
/// <remarks>
/// S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin, S. Gray, Fast Algorithms for Convolutional Neural Networks,
/// https://arxiv.org/abs/1509.09308. Whole vectors are read and written, past the end of a row too: what follows there is to be written
/// later.
/// </remarks>
internal static unsafe class WinogradRows<T, TVector, TLanes>
    where T : unmanaged
    where TVector : struct
    where TLanes : struct, IVectorOperations<T, TVector>
{
    /// <summary>Rows of an image that are taken together, and products that are made of them.</summary>
    public const int Points = 6;

    /// <summary>How many sums a filter gives at once.</summary>
    public static int Sums(int taps) => Points + 1 - taps;

    /// <summary>The image's rows at the points.</summary>
    /// <param name="rows">Six rows.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="to">Gets six rows.</param>
    /// <param name="toStride">Elements between those.</param>
    /// <param name="count">Elements of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfImage(T* rows, nint stride, T* to, nint toStride, int count)
    {
        for (var column = 0; column < count; column += TLanes.Count, rows += TLanes.Count, to += TLanes.Count)
        {
            var (r0, r1, r2) = (Row(rows, stride, 0), Row(rows, stride, 1), Row(rows, stride, 2));
            var (r3, r4, r5) = (Row(rows, stride, 3), Row(rows, stride, 4), Row(rows, stride, 5));
            var (even, odd) = (Plus(r4, -4, r2), Plus(r3, -4, r1));
            var (outer, inner) = (Plus(r4, -1, r2), Plus(r3, -1, r1));
            Put(to, toStride, 0, Plus(Plus(r4, -5, r2), 4, r0));
            Put(to, toStride, 1, TLanes.Add(even, odd));
            Put(to, toStride, 2, Plus(even, -1, odd));
            Put(to, toStride, 3, Plus(outer, 2, inner));
            Put(to, toStride, 4, Plus(outer, -2, inner));
            Put(to, toStride, 5, Plus(Plus(r5, -5, r3), 4, r1));
        }
    }

    /// <summary>A filter's taps at the points, where the image's values are divided by what the sums need.</summary>
    /// <param name="taps">How many rows the filter has: two to five.</param>
    /// <param name="rows">These rows.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="to">Gets six rows.</param>
    /// <param name="toStride">Elements between those.</param>
    /// <param name="count">Elements of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfTaps(int taps, T* rows, nint stride, T* to, nint toStride, int count)
    {
        for (var column = 0; column < count; column += TLanes.Count, rows += TLanes.Count, to += TLanes.Count)
        {
            var (first, odd, twiceOdd) = (Row(rows, stride, 0), Row(rows, stride, 1), Times(2, Row(rows, stride, 1)));
            var (even, twiceEven) = (first, first);
            if (taps > 2) (even, twiceEven) = (TLanes.Add(even, Row(rows, stride, 2)), Plus(twiceEven, 4, Row(rows, stride, 2)));
            if (taps > 3) (odd, twiceOdd) = (TLanes.Add(odd, Row(rows, stride, 3)), Plus(twiceOdd, 8, Row(rows, stride, 3)));
            if (taps > 4) (even, twiceEven) = (TLanes.Add(even, Row(rows, stride, 4)), Plus(twiceEven, 16, Row(rows, stride, 4)));
            Put(to, toStride, 0, Times(1.0 / 4, first));
            Put(to, toStride, 1, Times(-1.0 / 6, TLanes.Add(even, odd)));
            Put(to, toStride, 2, Times(-1.0 / 6, Plus(even, -1, odd)));
            Put(to, toStride, 3, Times(1.0 / 24, TLanes.Add(twiceEven, twiceOdd)));
            Put(to, toStride, 4, Times(1.0 / 24, Plus(twiceEven, -1, twiceOdd)));
            Put(to, toStride, 5, Row(rows, stride, taps - 1));
        }
    }

    /// <summary>The sums of which the products at the points are given.</summary>
    /// <param name="sums">How many sums: two to five.</param>
    /// <param name="rows">The products, six rows.</param>
    /// <param name="stride">Elements from row to row.</param>
    /// <param name="to">Gets a row for each sum. They may lie as close as they are long: the columns are passed from the last to the
    /// first.</param>
    /// <param name="toStride">Elements between those.</param>
    /// <param name="count">Elements of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToSums(int sums, T* rows, nint stride, T* to, nint toStride, int count)
    {
        for (var column = (count - 1) / TLanes.Count * TLanes.Count; column >= 0; column -= TLanes.Count)
        {
            var from = rows + column;
            var place = to + column;
            var (r1, r2, r3, r4) = (Row(from, stride, 1), Row(from, stride, 2), Row(from, stride, 3), Row(from, stride, 4));
            var (even, odd, twiceEven, twiceOdd) = (TLanes.Add(r1, r2), Plus(r1, -1, r2), TLanes.Add(r3, r4), Plus(r3, -1, r4));
            Put(place, toStride, 0, TLanes.Add(Row(from, stride, 0), TLanes.Add(even, twiceEven)));
            Put(place, toStride, 1, WithLast(Plus(odd, 2, twiceOdd), from, stride, sums == 2));
            if (sums > 2) Put(place, toStride, 2, WithLast(Plus(even, 4, twiceEven), from, stride, sums == 3));
            if (sums > 3) Put(place, toStride, 3, WithLast(Plus(odd, 8, twiceOdd), from, stride, sums == 4));
            if (sums > 4) Put(place, toStride, 4, WithLast(Plus(even, 16, twiceEven), from, stride, isLast: true));
        }
    }

    /// <summary>The last sum has the product at infinity too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WithLast(TVector sum, T* rows, nint stride, bool isLast)
        => isLast ? TLanes.Add(sum, Row(rows, stride, Points - 1)) : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Row(T* rows, nint stride, int row) => TLanes.Load(rows + (row * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T* rows, nint stride, int row, TVector value) => TLanes.Store(rows + (row * stride), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Plus(TVector sum, double factor, TVector value) => TLanes.MultiplyAdd(Number(factor), value, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Times(double factor, TVector value) => TLanes.MultiplyAdd(Number(factor), value, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Number(double value)
        => TLanes.Create(typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value));
}
