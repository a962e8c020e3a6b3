using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <content>Elements of 4 bytes in lanes of 8, beside doubles: ints as longs, singles as doubles.</content>
public static unsafe partial class Lanes
{
    /// <summary>Ints as long lanes, a stride apart.</summary>
    public static Vector<long> LoadWide(int* source, nint stride, int count)
        => LoadWideWhere(source, stride, Vector<long>.AllBitsSet, count);

    /// <summary>Singles as double lanes, a stride apart.</summary>
    public static Vector<double> LoadWide(float* source, nint stride, int count)
        => LoadWideWhere(source, stride, Vector<long>.AllBitsSet, count);

    /// <summary>Ints as long lanes, a stride apart, those alone for which the mask is set.</summary>
    public static Vector<long> LoadWideWhere(int* source, nint stride, Vector<long> mask, int count)
        => Widen<int, long>(source, stride, mask, count);

    /// <summary>Singles as double lanes, a stride apart, those alone for which the mask is set.</summary>
    public static Vector<double> LoadWideWhere(float* source, nint stride, Vector<long> mask, int count)
        => Widen<float, double>(source, stride, mask, count);

    /// <summary>As Gather of doubles, of rows of singles.</summary>
    public static Vector<double> Gather(float* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask, int count)
        => GatherWide(source, step, row, rows, stride, mask, count);

    /// <summary>As Gather, when all lanes are of one row.</summary>
    public static Vector<double> GatherRow(float* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask,
        int count)
        => row[0] < 0 || row[0] >= rows ? default : LoadWideWhere(source + (row[0] * stride), step, mask, count);

    /// <summary>Stores long lanes as ints, a stride apart.</summary>
    public static void StoreNarrow(int* destination, nint stride, Vector<long> value, int count)
    {
        for (var lane = 0; lane < Math.Min(count, Vector<long>.Count); lane++) destination[lane * stride] = (int)value[lane];
    }

    /// <summary>Stores double lanes that equal singles, a stride apart.</summary>
    public static void StoreNarrow(float* destination, nint stride, Vector<double> value, int count)
    {
        for (var lane = 0; lane < Math.Min(count, Vector<double>.Count); lane++) destination[lane * stride] = (float)value[lane];
    }

    /// <summary>Doubles rounded to the nearest singles, in lanes of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ToSingle(Vector<double> value)
    {
        Vector.Widen(Vector.Narrow(value, value), out var lower, out _);
        return lower;
    }

    private static Vector<TLane> Widen<T, TLane>(T* source, nint stride, Vector<long> mask, int count)
        where T : unmanaged, INumber<T>
        where TLane : unmanaged, INumber<TLane>
    {
        Span<TLane> values = stackalloc TLane[Vector<TLane>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0) values[lane] = TLane.CreateTruncating(source[lane * stride]);
        }

        return new(values);
    }

    private static Vector<double> GatherWide<T>(
        T* source, nint step, Vector<long> row, long rows, long stride, Vector<long> mask, int count)
        where T : unmanaged, INumber<T>
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        values.Clear();
        for (var lane = 0; lane < Math.Min(count, values.Length); lane++)
        {
            if (mask[lane] != 0 && row[lane] >= 0 && row[lane] < rows)
                values[lane] = double.CreateTruncating(source[(row[lane] * stride) + (lane * step)]);
        }

        return new(values);
    }
}
