using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>
/// What <see cref="Lanes"/> do with the instructions of a width: loads and stores of some lanes, or of lanes that lie apart.
/// </summary>
internal static unsafe class LanesInMemory
{
    /// <summary>Whether elements that lie so far apart can be gathered at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanGather<T>(nint stride)
        where T : unmanaged
        => Avx2.IsSupported && Vector<T>.Count == Vector256<T>.Count && sizeof(T) is 4 or 8 && Math.Abs(stride) < int.MaxValue / 8;

    /// <summary>The first elements side by side, zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> First<T>(T* source, int count)
        where T : unmanaged
        => sizeof(T) == 4
            ? Avx2.MaskLoad((int*)source, Mask4(count)).As<int, T>().AsVector()
            : Avx2.MaskLoad((long*)source, Mask8(count)).As<long, T>().AsVector();

    /// <summary>The first elements that lie apart, zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gather<T>(T* source, nint stride, int count)
        where T : unmanaged
        => GatherWhere(source, stride, sizeof(T) == 4 ? Mask4(count).AsByte() : Mask8(count).AsByte());

    /// <summary>Elements that lie apart, for the lanes whose mask is set; the others are 0 and not touched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GatherWhere<T>(T* source, nint stride, Vector256<byte> mask)
        where T : unmanaged
    {
        if (stride == 1)
            return sizeof(T) == 4
                ? Avx2.MaskLoad((int*)source, mask.AsInt32()).As<int, T>().AsVector()
                : Avx2.MaskLoad((long*)source, mask.AsInt64()).As<long, T>().AsVector();
        return sizeof(T) == 4
            ? Avx2.GatherMaskVector256(default, (int*)source, Vector256.CreateSequence(0, (int)stride), mask.AsInt32(), 4).As<int, T>()
                .AsVector()
            : Avx2.GatherMaskVector256(default, (long*)source, Vector256.CreateSequence(0L, stride), mask.AsInt64(), 8).As<long, T>()
                .AsVector();
    }

    /// <summary>The first of eight floats, each the second after the one before, zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadEven(float* source, int count)
    {
        // The second half begins an element early, so that nothing behind the last is touched.
        var (low, high) = count >= Vector256<float>.Count ? (Vector256.Load(source), Vector256.Load(source + 7))
            : (Avx.MaskLoad(source, Mask4((2 * count) - 1).AsSingle()), Avx.MaskLoad(source + 7, Mask4((2 * count) - 8).AsSingle()));
        return Avx2.PermuteVar8x32(Avx.Blend(low, high, 0b10101010), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7));
    }

    /// <summary>Elements side by side, each for two lanes, zeros behind those that count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Duplicate<T>(T* source, int count)
        where T : unmanaged
    {
        if (sizeof(T) == 4)
        {
            var half = count >= Vector256<int>.Count
                ? Vector128.Load((int*)source)
                : First(source, (count + 1) / 2).As<T, int>().AsVector256().GetLower();
            return Whole(Avx2.PermuteVar8x32(half.ToVector256Unsafe(), Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3)), Mask4(count), count)
                .As<int, T>().AsVector();
        }

        var pair = count >= Vector256<long>.Count
            ? Vector128.Load((long*)source)
            : First(source, (count + 1) / 2).As<T, long>().AsVector256().GetLower();
        return Whole(Avx2.Permute4x64(pair.ToVector256Unsafe(), 0b01010000), Mask8(count), count).As<long, T>().AsVector();

        static Vector256<TLane> Whole<TLane>(Vector256<TLane> lanes, Vector256<TLane> mask, int count)
            => count >= Vector256<TLane>.Count ? lanes : lanes & mask;
    }

    /// <summary>Elements of 32 bits wherever they lie, zeros behind those that count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GatherAt<T>(T* source, Vector<int> offsets, int count)
        where T : unmanaged
        => Avx2.GatherMaskVector256(default, (int*)source, offsets.AsVector256(), Mask4(count), 4).As<int, T>().AsVector();

    /// <summary>Stores the first of four lanes apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(int* destination, nint stride, Vector128<int> lanes, int count)
    {
        if (count > 0) destination[0] = lanes.ToScalar();
        if (count > 1) destination[stride] = lanes.GetElement(1);
        if (count > 2) destination[2 * stride] = lanes.GetElement(2);
        if (count > 3) destination[3 * stride] = lanes.GetElement(3);
    }

    /// <summary>Stores the first of eight lanes side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(int* destination, Vector256<int> lanes, int count)
    {
        var half = lanes.GetLower();
        if (count >= 4)
        {
            half.Store(destination);
            half = lanes.GetUpper();
            destination += 4;
            count -= 4;
        }

        if (count >= 2)
        {
            *(long*)destination = half.AsInt64().ToScalar();
            half = Rotate(half, 2);
            destination += 2;
            count -= 2;
        }

        if (count >= 1) *destination = half.ToScalar();
    }

    /// <summary>The lanes turned by half of the vector (2), or each with its neighbour (1), counted in parts of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Rotate<T>(Vector128<T> lanes, int by)
        => Vector128.Shuffle(lanes.AsInt32(), by == 2 ? Vector128.Create(2, 3, 0, 1) : Vector128.Create(1, 0, 3, 2)).As<int, T>();

    private static Vector256<int> Mask4(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count));

    private static Vector256<long> Mask8(int count) => Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count));
}
