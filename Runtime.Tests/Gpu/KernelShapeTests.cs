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
                for (int k = 0; k < inner; k++)
                    sum = MathF.FusedMultiplyAdd(left[row * aRow + k * aColumn], right[k * bRow + column * bColumn], sum);
                expected[row * columns + column] = sum;
            }
        }

        using var memory = new DeviceMemory(device);
        memory.Launch(
            ProductKernel.Run,
            (columns + ProductKernel.Tile - 1) / ProductKernel.Tile,
            (rows + ProductKernel.Tile - 1) / ProductKernel.Tile,
            ProductKernel.Threads,
            1,
            new ProductKernel.Arguments
            {
                A = memory.Put(left),
                B = memory.Put(right),
                C = memory.Room<float>(expected.Length),
                Rows = rows,
                Columns = columns,
                Inner = inner,
                ARow = aRow,
                AColumn = aColumn,
                BRow = bRow,
                BColumn = bColumn,
            });
        // The same fused steps in the same order: the same bits.
        Assert.Equal(expected, memory.Get<float>(expected.Length));
    }

    [Theory]
    [OnDevices(1, 1)]
    [OnDevices(3, 10)]
    [OnDevices(2, 700)]
    public void SoftmaxOfRows(string device, int rows, int columns)
    {
        var source = Numbers(rows * columns, 3);
        using var memory = new DeviceMemory(device);
        memory.Launch(ReductionKernels.Softmax, rows, ReductionKernels.Threads, Reduction(memory, source, rows, columns));
        var result = memory.Get<float>(source.Length);
        for (int row = 0; row < rows; row++)
        {
            var cells = source.AsSpan(row * columns, columns).ToArray();
            double sum = cells.Sum(cell => Math.Exp(cell));
            Assert.All(Enumerable.Range(0, columns),
                column => Assert.Equal(Math.Exp(cells[column]) / sum, result[row * columns + column], 1e-6));
        }
    }

    [Theory, OnDevices]
    public void SoftmaxCarriesNaN(string device)
    {
        float[] source = [1, float.NaN, 2, 1, 2, 3];
        using var memory = new DeviceMemory(device);
        memory.Launch(ReductionKernels.Softmax, 2, ReductionKernels.Threads, Reduction(memory, source, 2, 3));
        Assert.Equal([true, true, true, false, false, false], memory.Get<float>(6).Select(float.IsNaN));
    }

    [Theory]
    [OnDevices(1, 1)]
    [OnDevices(100, 33)]
    [OnDevices(7, 64)]
    public void SumsOfColumns(string device, int rows, int columns)
    {
        var source = Numbers(rows * columns, 4);
        using var memory = new DeviceMemory(device);
        memory.Launch(
            ReductionKernels.ColumnSum,
            (columns + ReductionKernels.Across - 1) / ReductionKernels.Across,
            1,
            ReductionKernels.Across,
            ReductionKernels.Down,
            Reduction(memory, source, rows, columns));
        var result = memory.Get<float>(columns);
        Assert.All(
            Enumerable.Range(0, columns),
            column => Assert.Equal(Enumerable.Range(0, rows).Sum(row => (double)source[row * columns + column]), result[column], 1e-5));
    }

    private static ReductionKernels.Arguments Reduction(DeviceMemory memory, float[] source, int rows, int columns)
        => new() { Source = memory.Put(source), Target = memory.Room<float>(source.Length), Rows = rows, Columns = columns };

    private static float[] Numbers(int count, ulong stream)
        => [.. Enumerable.Range(0, count).Select(index => (float)Philox.Normal(1, stream, (ulong)index))];
}
