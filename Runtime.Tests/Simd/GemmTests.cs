using System.Numerics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Simd;

public unsafe class GemmTests
{
    private static readonly int[] Sizes = [0, 1, 3, 7, 17, 64, 100, 129, 300];

    [Fact]
    public void ProductsOfManySizesAndStrides()
    {
        using var pool = new WorkerPool(2);
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var (m, n, k, batches) = (Pick(), Pick(), Pick(), 1 + random.Next(2));
            Compare<float>(pool, m, n, k, batches, round % 2 == 0, round % 3 == 0, 2e-6);
            Compare<double>(pool, m, n, k, batches, round % 3 == 0, round % 2 == 0, 1e-14);
        }

        int Pick() => Sizes[random.Next(Sizes.Length)];
    }

    [Fact]
    public void TheSameBitsFromAnyNumberOfThreads()
    {
        using var one = new WorkerPool(1);
        using var two = new WorkerPool(2);
        using var many = new WorkerPool(7);
        foreach (var (m, n, k) in ((int, int, int)[])[(64, 128, 784), (300, 129, 300), (17, 1000, 7), (128, 784, 64)])
        {
            var expected = Product<float>(one, m, n, k, 1, false, true, out _);
            Assert.Equal(expected, Product<float>(two, m, n, k, 1, false, true, out _));
            Assert.Equal(expected, Product<float>(many, m, n, k, 1, false, true, out _));
        }
    }

    [Fact]
    public void OperandsThatAreComputed()
    {
        using var pool = new WorkerPool(2);
        foreach (var (m, n, k) in ((int, int, int)[])[(1, 1, 1), (5, 7, 3), (100, 65, 300), (300, 40, 700)])
        {
            var result = new double[m * n];
            fixed (double* c = result)
                Gemm.Run<double, Computed, Computed, Storing<double>>(pool, new Computed(3), new Computed(5), m, n, k, 1, new(c, n));
            for (var (i, index) = (0, 0); i < m; i++)
            {
                for (var j = 0; j < n; j++, index++)
                    Assert.Equal(Enumerable.Range(0, k).Sum(term => Computed.At(3, i, term) * Computed.At(5, j, term)), result[index]);
            }
        }
    }

    [Fact]
    public void NaNAndInfinityPass()
    {
        using var pool = new WorkerPool(1);
        float[] left = [1, 2, float.NaN, 1, float.PositiveInfinity, 0];
        float[] right = [1, 0, 0, 1, 1, 1];
        var result = new float[9];
        fixed (float* a = left, b = right, c = result)
        {
            var store = new Storing<float>(c, 3);
            Gemm.Run(pool, new MatrixView<float>(a, 2, 1), new MatrixView<float>(b, 3, 1), 3, 3, 2, 1, store);
        }

        Assert.Equal([3, 2, 2, float.NaN, float.NaN, float.NaN, float.PositiveInfinity, float.NaN, float.NaN], result);
    }

    [Fact]
    public void AProductAllocatesNothing()
    {
        using var pool = new WorkerPool(2);
        var (a, b, c) = (new float[100 * 100], new float[100 * 100], new float[100 * 100]);
        fixed (float* left = a, right = b, result = c)
        {
            var store = new Storing<float>(result, 100);
            for (var round = 0; round < 2; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Gemm.Run(pool, new MatrixView<float>(left, 100, 1), new MatrixView<float>(right, 100, 1), 100, 100, 100, 1, store);
                if (round == 1) Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            }
        }
    }

    private static void Compare<T>(WorkerPool pool, int m, int n, int k, int batches, bool transposeLeft, bool transposeRight, double tolerance)
        where T : unmanaged, INumber<T>
    {
        var actual = Product<T>(pool, m, n, k, batches, transposeLeft, transposeRight, out var expected);
        for (var index = 0; index < expected.Length; index++)
            Assert.True(Math.Abs(double.CreateChecked(actual[index]) - expected[index]) <= tolerance * Math.Max(1, k), $"{m}x{n}x{k}: [{index}] {actual[index]} for {expected[index]}");
    }

    private static T[] Product<T>(WorkerPool pool, int m, int n, int k, int batches, bool transposeLeft, bool transposeRight, out double[] exact)
        where T : unmanaged, INumber<T>
    {
        var random = new Random(m + (31 * n) + (1009 * k));
        var left = Enumerable.Range(0, batches * m * k).Select(_ => T.CreateChecked(random.NextDouble() - 0.5)).ToArray();
        var right = Enumerable.Range(0, batches * k * n).Select(_ => T.CreateChecked(random.NextDouble() - 0.5)).ToArray();
        exact = new double[batches * m * n];
        for (var batch = 0; batch < batches; batch++)
        {
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var sum = 0.0;
                    for (var t = 0; t < k; t++)
                        sum += double.CreateChecked(left[(batch * m * k) + (transposeLeft ? (t * m) + i : (i * k) + t)]) * double.CreateChecked(right[(batch * k * n) + (transposeRight ? (j * k) + t : (t * n) + j)]);
                    exact[(((batch * m) + i) * n) + j] = sum;
                }
            }
        }

        var result = new T[batches * m * n];
        Array.Fill(result, T.CreateChecked(-7));
        fixed (T* a = left, b = right, c = result)
        {
            var first = new MatrixView<T>(a, transposeLeft ? 1 : k, transposeLeft ? m : 1, m * k);
            var second = new MatrixView<T>(b, transposeRight ? 1 : n, transposeRight ? k : 1, k * n);
            Gemm.Run(pool, first, second, m, n, k, batches, new Storing<T>(c, n, (long)m * n));
        }

        return result;
    }

    private readonly struct Computed(int seed) : IGemmOperand<double>
    {
        public bool IsSameForBatches => false;

        public static double At(int seed, int line, int term) => ((line * 7) + (term * seed)) % 11;

        public void Pack(double* panels, int batch, int first, int count, int depth, int terms, int unit)
        {
            var values = stackalloc double[Gemm.MostLines];
            for (var term = 0; term < terms; term++)
            {
                for (var line = 0; line < count; line++) values[line] = At(seed, first + line, depth + term);
                GemmPanels.PutTerm(values, count, term, terms, unit, panels);
            }
        }
    }

    internal readonly struct Storing<T>(T* result, int columns, long batchStride = 0) : IGemmEpilogue<T>
        where T : unmanaged
    {
        public void Apply(T* tile, int tileStride, int batch, int row, int column, int rows, int columnCount)
        {
            for (var i = 0; i < rows; i++)
                new ReadOnlySpan<T>(tile + (i * tileStride), columnCount).CopyTo(new(result + (batch * batchStride) + ((long)(row + i) * columns) + column, columnCount));
        }
    }
}
