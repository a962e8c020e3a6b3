using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Vectors of 256 bits.</summary>
internal readonly unsafe struct VectorOperations256<T> : IVectorOperations<T, Vector256<T>>
    where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static int Rows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector256<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> sum)
        => typeof(T) == typeof(float)
            ? Fused.MultiplyAdd(left.AsSingle(), right.AsSingle(), sum.AsSingle()).As<float, T>()
            : Fused.MultiplyAdd(left.AsDouble(), right.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadLast(T* source, int count)
    {
        var mask = sizeof(T) == sizeof(int)
            ? Vector256.GreaterThanOrEqual(Vector256<int>.Indices, Vector256.Create(Count - count)).As<int, T>()
            : Vector256.GreaterThanOrEqual(Vector256<long>.Indices, Vector256.Create((long)(Count - count))).As<long, T>();
        return Load(source) & mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fold(Vector256<T> value) => value.GetLower() + value.GetUpper();
}
