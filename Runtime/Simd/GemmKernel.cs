using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>The innermost block: 6 rows of 2 vectors, whose 12 sums stay in registers.</summary>
internal static unsafe class GemmKernel
{
    /// <summary>Adds the products of two panels to a block of the tile, or begins it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* a, T* b, int terms, T* tile, int stride, bool isFirst)
        where T : unmanaged
    {
        Vector<T> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector<T> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (var term = 0; term < terms; term++)
        {
            var b0 = Vector.Load(b);
            var b1 = Vector.Load(b + Vector<T>.Count);
            var a0 = Vector.Create(a[0]);
            c00 = Fma(a0, b0, c00);
            c01 = Fma(a0, b1, c01);
            var a1 = Vector.Create(a[1]);
            c10 = Fma(a1, b0, c10);
            c11 = Fma(a1, b1, c11);
            var a2 = Vector.Create(a[2]);
            c20 = Fma(a2, b0, c20);
            c21 = Fma(a2, b1, c21);
            var a3 = Vector.Create(a[3]);
            c30 = Fma(a3, b0, c30);
            c31 = Fma(a3, b1, c31);
            var a4 = Vector.Create(a[4]);
            c40 = Fma(a4, b0, c40);
            c41 = Fma(a4, b1, c41);
            var a5 = Vector.Create(a[5]);
            c50 = Fma(a5, b0, c50);
            c51 = Fma(a5, b1, c51);
            a += 6;
            b += 2 * Vector<T>.Count;
        }

        Put(tile, c00, c01, isFirst);
        Put(tile += stride, c10, c11, isFirst);
        Put(tile += stride, c20, c21, isFirst);
        Put(tile += stride, c30, c31, isFirst);
        Put(tile += stride, c40, c41, isFirst);
        Put(tile += stride, c50, c51, isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(T* place, Vector<T> first, Vector<T> second, bool isFirst)
        where T : unmanaged
    {
        var next = place + Vector<T>.Count;
        Vector.Store(isFirst ? first : Vector.Load(place) + first, place);
        Vector.Store(isFirst ? second : Vector.Load(next) + second, next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Fma<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
            : Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
}
