using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>
/// Vectors from and to memory, for emitted kernels. A count below the vector's own touches that many elements only; the other lanes are 0.
/// With a count that is known to be the vector's own, the compiler leaves a plain load or store.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class Lanes
{
    /// <summary>Elements that lie side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T* source, int count)
        where T : unmanaged
        => count >= Vector<T>.Count ? Vector.Load(source) : LoadSome(source, count);

    /// <summary>Stores the first lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T* destination, Vector<T> value, int count)
        where T : unmanaged
    {
        if (count >= Vector<T>.Count) Vector.Store(value, destination);
        else StoreSome(destination, value, count);
    }

    /// <summary>Elements that lie <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadStrided<T>(T* source, nint stride, int count)
        where T : unmanaged
    {
        if (!LanesInMemory.CanGather<T>(stride)) return LoadOneByOne(source, stride, count);
        return stride == 2 && sizeof(T) == sizeof(float)
            ? LanesInMemory.LoadEven((float*)source, count).AsVector().As<float, T>()
            : LanesInMemory.Gather(source, stride, count);
    }

    /// <summary>Stores lanes <paramref name="stride"/> apart.</summary>
    public static void StoreStrided<T>(T* destination, nint stride, Vector<T> value, int count)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(float) && Vector<T>.Count == Vector256<float>.Count)
        {
            var lanes = value.As<T, int>().AsVector256();
            LanesInMemory.StoreStrided((int*)destination, stride, lanes.GetLower(), count);
            LanesInMemory.StoreStrided((int*)destination + (4 * stride), stride, lanes.GetUpper(), count - 4);
            return;
        }

        for (var lane = 0; lane < Math.Min(count, Vector<T>.Count); lane++) destination[lane * stride] = value[lane];
    }

    /// <summary>Elements side by side or apart, those alone for which the mask is set; the others are 0 and not touched.</summary>
    public static Vector<float> LoadWhere(float* source, nint stride, Vector<int> mask, int count)
        => stride == 1 && count >= Vector<float>.Count && Vector.EqualsAll(mask, Vector<int>.AllBitsSet) ? Vector.Load(source)
            : Vector.AsVectorSingle(LoadWhere((int*)source, stride, mask, count));

    /// <inheritdoc cref="LoadWhere(float*, nint, Vector{int}, int)"/>
    public static Vector<double> LoadWhere(double* source, nint stride, Vector<long> mask, int count)
    {
        if (stride == 1 && count >= Vector<double>.Count && Vector.EqualsAll(mask, Vector<long>.AllBitsSet)) return Vector.Load(source);
        if (LanesInMemory.CanGather<double>(stride))
            return LanesInMemory.GatherWhere(source, stride, (mask & FirstWide(count)).AsVector256().AsByte());
        Span<double> values = stackalloc double[Vector<double>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0) values[lane] = source[lane * stride];
        }

        return new(values);
    }

    /// <inheritdoc cref="LoadWhere(float*, nint, Vector{int}, int)"/>
    public static Vector<int> LoadWhere(int* source, nint stride, Vector<int> mask, int count)
    {
        if (LanesInMemory.CanGather<int>(stride))
            return LanesInMemory.GatherWhere(source, stride, (mask & First(count)).AsVector256().AsByte());
        Span<int> values = stackalloc int[Vector<int>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0) values[lane] = source[lane * stride];
        }

        return new(values);
    }

    /// <summary>
    /// An element of a row for each lane, those alone for which the mask is set and the row is there; the others are 0 and not touched.
    /// </summary>
    /// <param name="source">The first lane's element of row 0.</param>
    /// <param name="step">The distance between the elements of neighbouring lanes.</param>
    /// <param name="row">The rows' numbers.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="mask">Which lanes are wanted.</param>
    /// <param name="count">How many lanes there are.</param>
    public static Vector<float> Gather(float* source, nint step, Vector<int> row, long rows, long stride, Vector<int> mask, int count)
    {
        Span<float> values = stackalloc float[Vector<float>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0 && row[lane] >= 0 && row[lane] < rows) values[lane] = source[(row[lane] * stride) + (lane * step)];
        }

        return new(values);
    }

    /// <summary>As Gather, when all lanes are of one row.</summary>
    public static Vector<float> GatherRow(float* source, nint step, Vector<int> row, long rows, long stride, Vector<int> mask, int count)
        => row[0] < 0 || row[0] >= rows ? default : LoadWhere(source + (row[0] * stride), step, mask, count);

    /// <summary>Adds lanes to elements side by side in a row, if it is there.</summary>
    public static void AddToRow(float* destination, Vector<int> row, long rows, long stride, Vector<float> value, int count)
    {
        if (row[0] < 0 || row[0] >= rows) return;
        var place = destination + (row[0] * stride);
        Store(place, Load(place, count) + value, count);
    }

    /// <summary>
    /// As AddToRow, less what rounding has added too much before (Kahan's sum), which stands in as many rows after all others. What an
    /// infinite sum has too much is no number, and is forgotten.
    /// </summary>
    public static void AddToRowWithRest(float* destination, Vector<int> row, long rows, long stride, Vector<float> value, int count)
    {
        if (row[0] < 0 || row[0] >= rows) return;
        var place = destination + (row[0] * stride);
        var rests = place + (rows * stride);
        var (sum, term) = (Load(place, count), value - Load(rests, count));
        var next = sum + term;
        var rest = next - sum - term;
        Store(rests, Vector.ConditionalSelect(Vector.Equals(rest - rest, Vector<float>.Zero), rest, Vector<float>.Zero), count);
        Store(place, next, count);
    }

    /// <inheritdoc cref="Gather(float*, nint, Vector{int}, long, long, Vector{int}, int)"/>
    public static Vector<double> Gather(double* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask, int count)
        => GatherWide(source, step, row, rows, stride, mask, count);

    /// <summary>As Gather, when all lanes are of one row.</summary>
    public static Vector<double> GatherRow(double* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask,
        int count)
        => row[0] < 0 || row[0] >= rows ? default : LoadWhere(source + (row[0] * stride), step, mask, count);

    /// <summary>Adds lanes to elements side by side in a row, if it is there.</summary>
    public static void AddToRow(double* destination, Vector<long> row, long rows, long stride, Vector<double> value, int count)
    {
        if (row[0] < 0 || row[0] >= rows) return;
        var place = destination + (row[0] * stride);
        Store(place, Load(place, count) + value, count);
    }

    /// <summary>Integers as floats; of a mask, 1 where it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ToFloat(Vector<int> value, bool isMask) => Vector.ConvertToSingle(isMask ? -value : value);

    /// <inheritdoc cref="ToFloat(Vector{int}, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ToFloat(Vector<long> value, bool isMask) => Vector.ConvertToDouble(isMask ? -value : value);

    /// <summary>Integers as they are; of a mask, 1 where it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> ToInt(Vector<int> value, bool isMask) => isMask ? -value : value;

    /// <inheritdoc cref="ToInt(Vector{int}, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> ToInt(Vector<long> value, bool isMask) => isMask ? -value : value;

    /// <summary>Floats, towards zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> ToInt(Vector<float> value, bool isMask) => Vector.ConvertToInt32(value);

    /// <summary>Floats, towards zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> ToInt(Vector<double> value, bool isMask) => Vector.ConvertToInt64(value);

    /// <summary>The lanes that count; the others become neutral for a reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Keep(Vector<float> value, int count, float neutral)
        => count >= Vector<float>.Count ? value : Vector.ConditionalSelect(First(count), value, Vector.Create(neutral));

    /// <inheritdoc cref="Keep(Vector{float}, int, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Keep(Vector<double> value, int count, double neutral)
        => count >= Vector<double>.Count ? value : Vector.ConditionalSelect(FirstWide(count), value, Vector.Create(neutral));

    /// <summary>Goes on with the search for the greatest element: the first of equals, or the first NaN.</summary>
    /// <param name="value">The next elements.</param>
    /// <param name="count">How many of them there are.</param>
    /// <param name="index">The index of the first of them.</param>
    /// <param name="best">The greatest so far.</param>
    /// <param name="at">Its index; -1 before the first.</param>
    public static void ArgMax<T>(Vector<T> value, int count, long index, ref T best, ref long at)
        where T : unmanaged, INumber<T>
    {
        for (var lane = 0; lane < Math.Min(count, Vector<T>.Count); lane++)
        {
            var next = value[lane];
            if (at >= 0 && !(next > best) && !(T.IsNaN(next) && !T.IsNaN(best))) continue;
            (best, at) = (next, index + lane);
        }
    }

    /// <summary>As ArgMax, but each lane searches a column of its own.</summary>
    /// <param name="value">The next element of each column.</param>
    /// <param name="index">Its index.</param>
    /// <param name="best">The greatest so far.</param>
    /// <param name="at">Its index; -1 before the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMaxOfEach(Vector<float> value, int index, ref Vector<float> best, ref Vector<int> at)
    {
        var isFirst = Vector.LessThan(at, Vector<int>.Zero);
        var isNaN = ~Vector.Equals(value, value) & Vector.Equals(best, best);
        var takes = isFirst | Vector.GreaterThan(value, best) | isNaN;
        best = Vector.ConditionalSelect(takes, value, best);
        at = Vector.ConditionalSelect(takes, Vector.Create(index), at);
    }

    /// <inheritdoc cref="ArgMaxOfEach(Vector{float}, int, ref Vector{float}, ref Vector{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ArgMaxOfEach(Vector<double> value, long index, ref Vector<double> best, ref Vector<long> at)
    {
        var isFirst = Vector.LessThan(at, Vector<long>.Zero);
        var isNaN = ~Vector.Equals(value, value) & Vector.Equals(best, best);
        var takes = isFirst | Vector.GreaterThan(value, best) | isNaN;
        best = Vector.ConditionalSelect(takes, value, best);
        at = Vector.ConditionalSelect(takes, Vector.Create(index), at);
    }

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> First(int count) => Vector.LessThan(Vector<int>.Indices, Vector.Create(count));

    /// <summary>A mask of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<long> FirstWide(int count) => Vector.LessThan(Vector<long>.Indices, Vector.Create((long)count));

    /// <summary>The sum of few elements of a row: <see cref="RowSum"/>.</summary>
    /// <param name="lanes">The sums of the lanes, aligned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(in LaneSum<float> lanes)
    {
        var row = default(RowSum);
        row.Add(lanes);
        return row.Total;
    }

    /// <summary>The sum of the elements of a row, by halves of the lanes.</summary>
    /// <param name="lanes">The sums of the lanes, aligned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(in LaneSum<double> lanes) => SumByHalves(lanes.Lower + lanes.Upper);

    /// <summary>The sum of four lanes, by halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double SumByHalves(Vector256<double> lanes)
    {
        var half = lanes.GetLower() + lanes.GetUpper();
        return half.ToScalar() + half.GetElement(1);
    }

    /// <summary>The greatest lane; NaN if one is NaN, and 0 rather than -0, whose order would depend on the number of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector<T> value)
        where T : unmanaged, INumber<T>
    {
        var half = Vector<T>.Count == Vector512<T>.Count
            ? OfHalves(Vector256.Max(value.AsVector512().GetLower(), value.AsVector512().GetUpper()))
            : Vector<T>.Count == Vector256<T>.Count ? OfHalves(value.AsVector256()) : value.AsVector128();
        half = Vector128.Max(half, LanesInMemory.Rotate(half, 2));
        return (sizeof(T) == sizeof(float) ? Vector128.Max(half, LanesInMemory.Rotate(half, 1)) : half).ToScalar() + T.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector128<T> OfHalves(Vector256<T> whole) => Vector128.Max(whole.GetLower(), whole.GetUpper());
    }

    private static Vector<T> LoadOneByOne<T>(T* source, nint stride, int count)
        where T : unmanaged
    {
        Span<T> values = stackalloc T[Vector<T>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++) values[lane] = source[lane * stride];
        return new(values);
    }

    private static Vector<T> LoadSome<T>(T* source, int count)
        where T : unmanaged
    {
        if (LanesInMemory.CanGather<T>(1)) return LanesInMemory.First(source, count);
        Span<T> values = stackalloc T[Vector<T>.Count];
        values.Clear();
        new ReadOnlySpan<T>(source, count).CopyTo(values);
        return new(values);
    }

    private static void StoreSome<T>(T* destination, Vector<T> value, int count)
        where T : unmanaged
    {
        if (sizeof(T) == sizeof(float) && Vector<T>.Count == Vector256<T>.Count)
        {
            LanesInMemory.StoreFirst((int*)destination, value.As<T, int>().AsVector256(), count);
            return;
        }

        for (var lane = 0; lane < count; lane++) destination[lane] = value[lane];
    }
}
