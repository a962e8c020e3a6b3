using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace ModelGen.Runtime;

/// <summary>Vectors of 128 bits.</summary>
internal readonly unsafe struct VectorOperations128<T> : IVectorOperations<T, Vector128<T>>
    where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static int Rows => AdvSimd.IsSupported ? 12 : 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector128<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Create(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> sum)
        => typeof(T) == typeof(float)
            ? Fused.MultiplyAdd(left.AsSingle(), right.AsSingle(), sum.AsSingle()).As<float, T>()
            : Fused.MultiplyAdd(left.AsDouble(), right.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadLast(T* source, int count)
    {
        var mask = sizeof(T) == sizeof(int)
            ? Vector128.GreaterThanOrEqual(Vector128<int>.Indices, Vector128.Create(Count - count)).As<int, T>()
            : Vector128.GreaterThanOrEqual(Vector128<long>.Indices, Vector128.Create((long)(Count - count))).As<long, T>();
        return Load(source) & mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fold(Vector128<T> value) => value;
}
