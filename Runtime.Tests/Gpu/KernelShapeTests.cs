using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

/// <summary>The kernel shapes that the compiler emits, written by hand, against plain loops.</summary>
public class KernelShapeTests
{
    [Theory]
    [OnDevices(1, 1, 1, false, false)]
    [OnDevices(64, 64, 32, false, false)]
    [OnDevices(65, 70, 17, false, true)]
    [OnDevices(17, 100, 3, true, false)]
    [OnDevices(33, 7, 64, true, true)]
    public void ProductsEqualPlainLoops(string device, int rows, int columns, int inner, bool turnedLeft, bool turnedRight)
    {
        float[] left = Numbers(rows * inner, 1), right = Numbers(inner * columns, 2), expected = new float[rows * columns];
        var (aRow, aColumn) = turnedLeft ? (1, rows) : (inner, 1);
        var (bRow, bColumn) = turnedRight ? (1, inner) : (columns, 1);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float sum = 0;
                for (int k = 0; k < inner; k++) sum = MathF.FusedMultiplyAdd(left[row * aRow + k * aColumn], right[k * bRow + column * bColumn], sum);
                expected[row * columns + column] = sum;
            }
        }

        using var memory = new Memory(TestDevices.Get(device), left, right, expected.Length);
        memory.Launch(
            ProductKernel.Run,
            (new Index2D((columns + 63) / 64, (rows + 63) / 64), new Index2D(ProductKernel.Side, ProductKernel.Side)),
            new ProductKernel.Arguments
            {
                A = memory.First,
                B = memory.Second,
                C = memory.Result,
                Rows = rows,
                Columns = columns,
                Inner = inner,
                ARow = aRow,
                AColumn = aColumn,
                BRow = bRow,
                BColumn = bColumn,
            });
        // The same fused steps in the same order: the same bits.
        Assert.Equal(expected, memory.ReadResult());
    }

    [Theory]
    [OnDevices(1, 1)]
    [OnDevices(3, 10)]
    [OnDevices(2, 700)]
    public void SoftmaxOfRows(string device, int rows, int columns)
    {
        var source = Numbers(rows * columns, 3);
        using var memory = new Memory(TestDevices.Get(device), source, [], source.Length);
        memory.Launch(ReductionKernels.Softmax, (rows, ReductionKernels.Threads), memory.Reduction(rows, columns));
        var result = memory.ReadResult();
        for (int row = 0; row < rows; row++)
        {
            var cells = source.AsSpan(row * columns, columns).ToArray();
            double sum = cells.Sum(cell => Math.Exp(cell));
            Assert.All(Enumerable.Range(0, columns), column => Assert.Equal(Math.Exp(cells[column]) / sum, result[row * columns + column], 1e-6));
        }
    }

    [Theory, OnDevices]
    public void SoftmaxCarriesNaN(string device)
    {
        float[] source = [1, float.NaN, 2, 1, 2, 3];
        using var memory = new Memory(TestDevices.Get(device), source, [], source.Length);
        memory.Launch(ReductionKernels.Softmax, (2, ReductionKernels.Threads), memory.Reduction(2, 3));
        Assert.Equal([true, true, true, false, false, false], memory.ReadResult().Select(float.IsNaN));
    }

    [Theory]
    [OnDevices(1, 1)]
    [OnDevices(100, 33)]
    [OnDevices(7, 64)]
    public void SumsOfColumns(string device, int rows, int columns)
    {
        var source = Numbers(rows * columns, 4);
        using var memory = new Memory(TestDevices.Get(device), source, [], columns);
        memory.Launch(
            ReductionKernels.ColumnSum,
            (new Index2D((columns + 31) / 32, 1), new Index2D(ReductionKernels.Across, ReductionKernels.Down)),
            memory.Reduction(rows, columns));
        var result = memory.ReadResult();
        Assert.All(
            Enumerable.Range(0, columns),
            column => Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)source[row * columns + column]), result[column], 1e-5));
    }

    private static float[] Numbers(int count, ulong stream) => [.. Enumerable.Range(0, count).Select(index => (float)Philox.Normal(1, stream, (ulong)index))];

    private sealed class Memory : IlgpuExecutor
    {
        private readonly int _first;
        private readonly int _second;
        private readonly int _result;

        public Memory(IlgpuDevice device, float[] first, float[] second, int result)
            : base(device, (first.Length + second.Length) * 4L, result * 4L)
        {
            (_first, _second, _result) = (first.Length, second.Length, result);
            WriteBlock(persistent: true, 0, MemoryMarshal.AsBytes(first.AsSpan()));
            WriteBlock(persistent: true, _first * 4L, MemoryMarshal.AsBytes(second.AsSpan()));
        }

        public ArrayView<float> First => Persistent<float>(0, _first);

        public ArrayView<float> Second => Persistent<float>(_first * 4L, _second);

        public ArrayView<float> Result => Arena<float>(0, _result);

        public ReductionKernels.Arguments Reduction(int rows, int columns)
            => new() { Source = First, Target = Result, Rows = rows, Columns = columns };

        public void Launch<TArguments>(Action<TArguments> kernel, KernelConfig groups, TArguments arguments)
            where TArguments : struct
            => Context.Load(kernel)(Stream, groups, arguments);

        public float[] ReadResult()
        {
            var result = new float[_result];
            ReadBlock(persistent: false, 0, MemoryMarshal.AsBytes(result.AsSpan()));
            return result;
        }
    }
}
