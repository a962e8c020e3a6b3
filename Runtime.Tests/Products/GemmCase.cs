using System.Numerics;
using System.Runtime.Intrinsics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Products;

/// <summary>How an operand lies in memory.</summary>
internal enum Layout
{
    /// <summary>The terms of a line side by side.</summary>
    Lines,

    /// <summary>The lines of a term side by side.</summary>
    Terms,

    /// <summary>Neither.</summary>
    Apart,
}

/// <summary>One product of random operands, which lie among NaN.</summary>
internal sealed unsafe record GemmCase(int M, int N, int K, int Batches, Layout Left, Layout Right)
{
    private const int Margin = 64;

    /// <summary>What of the left operand is 0, or of the result not wanted.</summary>
    public GemmTriangle Triangle { get; init; }

    /// <summary>Fills what is 0 of the left operand, but for so many elements next to the diagonal, with NaN.</summary>
    public int? Gap { get; init; }

    /// <summary>The product by vectors of so many bits; 0 for the hardware's own.</summary>
    public T[] Run<T>(WorkerPool pool, int bits)
        where T : unmanaged, INumber<T>
        => Run<T>(pool, bits, isPlaced: false);

    /// <summary>As Run, where the sums may be made in the result's own memory.</summary>
    public T[] RunInPlace<T>(WorkerPool pool, int bits)
        where T : unmanaged, INumber<T>
        => Run<T>(pool, bits, isPlaced: true);

    private T[] Run<T>(WorkerPool pool, int bits, bool isPlaced)
        where T : unmanaged, INumber<T>
    {
        var (left, right) = (LeftOperand<T>(Gap), Operand<T>(Right, N, 2));
        var result = new T[Batches * M * N];
        Array.Fill(result, T.CreateChecked(-7));
        fixed (T* a = left, b = right, c = result)
        {
            var (first, second) = (View(a, Left, M), View(b, Right, N));
            var store = new Storing<T>(c, N, (long)M * N, isPlaced);
            switch (bits)
            {
                case 0:
                    Gemm.Run<T, StridedOperand<T>, StridedOperand<T>, Storing<T>>(pool, first, second, M, N, K, Batches, store,
                    Triangle); break;
                case 128:
                    Gemm.RunWith<T, Vector128<T>, VectorOperations128<T>, StridedOperand<T>, StridedOperand<T>, Storing<T>>(pool,
                    first,
                    second, M, N, K, Batches, store, Triangle); break;
                case 256:
                    Gemm.RunWith<T, Vector256<T>, VectorOperations256<T>, StridedOperand<T>, StridedOperand<T>, Storing<T>>(pool,
                    first,
                    second, M, N, K, Batches, store, Triangle); break;
                default:
                    Gemm.RunWith<T, Vector512<T>, VectorOperations512<T>, StridedOperand<T>, StridedOperand<T>, Storing<T>>(pool,
                    first,
                    second, M, N, K, Batches, store, Triangle); break;
            }
        }

        return result;
    }

    /// <summary>The product by three loops.</summary>
    public double[] Expected<T>()
        where T : unmanaged, INumber<T>
    {
        var left = Array.ConvertAll(LeftOperand<T>(gap: null), double.CreateChecked);
        var right = Array.ConvertAll(Operand<T>(Right, N, 2), double.CreateChecked);
        var (leftStep, rightStep) = (Place(Left, M, 0, 0, 1) - Margin, Place(Right, N, 0, 0, 1) - Margin);
        var result = new double[Batches * M * N];
        for (var batch = 0; batch < Batches; batch++)
        {
            for (var i = 0; i < M; i++)
            {
                for (var j = 0; j < N; j++)
                {
                    var sum = 0.0;
                    var (from, with) = (Place(Left, M, batch, i, 0), Place(Right, N, batch, j, 0));
                    for (var term = 0; term < K; term++, from += leftStep, with += rightStep) sum += left[from] * right[with];
                    result[(((batch * M) + i) * N) + j] = sum;
                }
            }
        }

        return result;
    }

    /// <summary>Whether the triangle leaves out a term of a row of the left operand, or a column of a row of the result.</summary>
    public bool LeavesOut(int row, int other)
        => Triangle == GemmTriangle.TermsFromRow ? other < row : Triangle != GemmTriangle.None && other > row;

    private T[] LeftOperand<T>(int? gap)
        where T : unmanaged, INumber<T>
    {
        var values = Operand<T>(Left, M, 1);
        if (Triangle is GemmTriangle.None or GemmTriangle.Result) return values;
        for (var line = 0; line < Batches * M; line++)
        {
            for (var term = 0; term < K; term++)
            {
                if (LeavesOut(line % M, term))
                    values[Place(Left, M, line / M, line % M, term)] = T.CreateChecked(Math.Abs(term - (line % M)) > gap ? double.NaN : 0);
            }
        }

        return values;
    }

    private T[] Operand<T>(Layout layout, int lines, int seed)
        where T : unmanaged, INumber<T>
    {
        var random = new Random((M * 31) + (N * 1009) + K + seed);
        var values = new T[(2 * Margin) + (Step(layout) * Batches * lines * K)];
        Array.Fill(values, T.CreateChecked(double.NaN));
        for (var batch = 0; batch < Batches; batch++)
        {
            for (var line = 0; line < lines; line++)
            {
                for (var term = 0; term < K; term++)
                    values[Place(layout, lines, batch, line, term)] = T.CreateChecked(random.NextDouble() - 0.5);
            }
        }

        return values;
    }

    private StridedOperand<T> View<T>(T* data, Layout layout, int lines)
        where T : unmanaged
        => new(data + Margin, Place(layout, lines, 0, 1, 0) - Margin, Place(layout, lines, 0, 0, 1) - Margin,
            Place(layout, lines, 1, 0, 0) - Margin);

    private static int Step(Layout layout) => layout == Layout.Apart ? 2 : 1;

    private int Place(Layout layout, int lines, int batch, int line, int term)
        => Margin + (Step(layout) * ((batch * lines * K) + (layout == Layout.Terms ? (term * lines) + line : (line * K) + term)));

    /// <summary>Writes the product to memory, where it may be summed too.</summary>
    public readonly struct Storing<T>(T* result, int columns, long batchStride = 0, bool isPlaced = false) : IGemmEpilogue<T>
        where T : unmanaged
    {
        public void Ahead(ref GemmAhead ahead, int batch, long row, long column) => ahead.Add(At(batch, row, column), columns * sizeof(T));

        public T* Place(int batch, long row, long column, out long stride)
        {
            stride = columns;
            return isPlaced ? At(batch, row, column) : null;
        }

        public void Apply(T* tile, int tileStride, int batch, int row, int column, int rows, int columnCount)
        {
            for (var i = 0; i < rows; i++)
                new ReadOnlySpan<T>(tile + ((long)i * tileStride), columnCount).CopyTo(new(At(batch, row + i, column), columnCount));
        }

        private T* At(int batch, long row, long column) => result + (batch * batchStride) + (row * columns) + column;
    }
}
