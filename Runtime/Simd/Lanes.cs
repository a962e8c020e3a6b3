using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>
/// Vectors from and to memory, for emitted kernels. A count below the vector's own touches that many elements only; the other lanes are 0.
/// With a count that is known to be the vector's own, the compiler leaves a plain load or store.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Lanes
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
    public static Vector<T> LoadStrided<T>(T* source, nint stride, int count)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float) && Avx2.IsSupported && Vector<T>.Count == Vector256<float>.Count && count >= Vector256<float>.Count && Math.Abs(stride) < int.MaxValue / 8)
            return LoadApart((float*)source, (int)stride).AsVector().As<float, T>();
        Span<T> values = stackalloc T[Vector<T>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++) values[lane] = source[lane * stride];
        return new(values);
    }

    private static Vector256<float> LoadApart(float* source, int stride)
    {
        if (stride != 2) return Avx2.GatherVector256(source, Vector256.CreateSequence(0, stride), sizeof(float));

        // The second half begins an element early, so that nothing behind the last is touched.
        var (low, high) = (Vector256.Load(source), Vector256.Load(source + 7));
        return Avx2.PermuteVar8x32(Avx.Blend(low, high, 0b10101010), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7));
    }

    /// <summary>Stores lanes <paramref name="stride"/> apart.</summary>
    public static void StoreStrided<T>(T* destination, nint stride, Vector<T> value, int count)
        where T : unmanaged
    {
        for (var lane = 0; lane < Math.Min(count, Vector<T>.Count); lane++) destination[lane * stride] = value[lane];
    }

    /// <summary>Elements side by side or apart, those alone for which the mask is set; the others are 0 and not touched.</summary>
    public static Vector<float> LoadWhere(float* source, nint stride, Vector<int> mask, int count)
    {
        if (stride == 1 && count >= Vector<float>.Count && Vector.EqualsAll(mask, Vector<int>.AllBitsSet)) return Vector.Load(source);
        Span<float> values = stackalloc float[Vector<float>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0) values[lane] = source[lane * stride];
        }

        return new(values);
    }

    /// <inheritdoc cref="LoadWhere(float*, nint, Vector{int}, int)"/>
    public static Vector<double> LoadWhere(double* source, nint stride, Vector<long> mask, int count)
    {
        if (stride == 1 && count >= Vector<double>.Count && Vector.EqualsAll(mask, Vector<long>.AllBitsSet)) return Vector.Load(source);
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
        Span<int> values = stackalloc int[Vector<int>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0) values[lane] = source[lane * stride];
        }

        return new(values);
    }

    /// <summary>Ints beside doubles: as long lanes, a stride apart, those alone for which the mask is set.</summary>
    public static Vector<long> LoadWideWhere(int* source, nint stride, Vector<long> mask, int count)
    {
        Span<long> values = stackalloc long[Vector<long>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0) values[lane] = source[lane * stride];
        }

        return new(values);
    }

    /// <summary>Ints beside doubles: as long lanes, a stride apart.</summary>
    public static Vector<long> LoadWide(int* source, nint stride, int count) => LoadWideWhere(source, stride, Vector<long>.AllBitsSet, count);

    /// <summary>An element of a row for each lane, those alone for which the mask is set and the row is there; the others are 0 and not touched.</summary>
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

    /// <inheritdoc cref="Gather(float*, nint, Vector{int}, long, long, Vector{int}, int)"/>
    public static Vector<double> Gather(double* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask, int count)
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0 && row[lane] >= 0 && row[lane] < rows) values[lane] = source[(row[lane] * stride) + (lane * step)];
        }

        return new(values);
    }

    /// <summary>As Gather, when all lanes are of one row.</summary>
    public static Vector<double> GatherRow(double* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask, int count)
        => row[0] < 0 || row[0] >= rows ? default : LoadWhere(source + (row[0] * stride), step, mask, count);

    /// <summary>Adds lanes to elements side by side in a row, if it is there.</summary>
    public static void AddToRow(double* destination, Vector<long> row, long rows, long stride, Vector<double> value, int count)
    {
        if (row[0] < 0 || row[0] >= rows) return;
        var place = destination + (row[0] * stride);
        Store(place, Load(place, count) + value, count);
    }

    /// <summary>Stores long lanes as ints, a stride apart.</summary>
    public static void StoreNarrow(int* destination, nint stride, Vector<long> value, int count)
    {
        for (var lane = 0; lane < Math.Min(count, Vector<long>.Count); lane++) destination[lane * stride] = (int)value[lane];
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
    public static void ArgMaxOfEach(Vector<float> value, int index, ref Vector<float> best, ref Vector<int> at)
    {
        var isFirst = Vector.LessThan(at, Vector<int>.Zero);
        var isNaN = ~Vector.Equals(value, value) & Vector.Equals(best, best);
        var takes = isFirst | Vector.GreaterThan(value, best) | isNaN;
        best = Vector.ConditionalSelect(takes, value, best);
        at = Vector.ConditionalSelect(takes, Vector.Create(index), at);
    }

    /// <inheritdoc cref="ArgMaxOfEach(Vector{float}, int, ref Vector{float}, ref Vector{int})"/>
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

    /// <summary>The sum of the lanes, by halves, so that its order is fixed.</summary>
    public static T Sum<T>(Vector<T> value)
        where T : unmanaged, INumberBase<T>
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        value.CopyTo(lanes);
        for (var half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (var lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
        }

        return lanes[0];
    }

    /// <summary>The greatest lane; NaN if one is NaN.</summary>
    public static T Max<T>(Vector<T> value)
        where T : unmanaged, INumber<T>
    {
        var result = value[0];
        for (var lane = 1; lane < Vector<T>.Count; lane++) result = T.Max(result, value[lane]);
        return result;
    }

    private static Vector<T> LoadSome<T>(T* source, int count)
        where T : unmanaged
    {
        Span<T> values = stackalloc T[Vector<T>.Count];
        values.Clear();
        new ReadOnlySpan<T>(source, count).CopyTo(values);
        return new(values);
    }

    private static void StoreSome<T>(T* destination, Vector<T> value, int count)
        where T : unmanaged
    {
        for (var lane = 0; lane < count; lane++) destination[lane] = value[lane];
    }
}
