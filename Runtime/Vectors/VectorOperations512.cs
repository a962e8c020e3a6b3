using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Vectors of 512 bits, of which there are 32 registers.</summary>
internal readonly unsafe struct VectorOperations512<T> : IVectorOperations<T, Vector512<T>>
    where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static int Rows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* destination, Vector512<T> value) => value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Create(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> sum)
        => typeof(T) == typeof(float)
            ? Fused.MultiplyAdd(left.AsSingle(), right.AsSingle(), sum.AsSingle()).As<float, T>()
            : Fused.MultiplyAdd(left.AsDouble(), right.AsDouble(), sum.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadLast(T* source, int count)
    {
        var mask = sizeof(T) == sizeof(int)
            ? Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create(Count - count)).As<int, T>()
            : Vector512.GreaterThanOrEqual(Vector512<long>.Indices, Vector512.Create((long)(Count - count))).As<long, T>();
        return Load(source) & mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Fold(Vector512<T> value) => VectorOperations256<T>.Fold(value.GetLower() + value.GetUpper());
}
