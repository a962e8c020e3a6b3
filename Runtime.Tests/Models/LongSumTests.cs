using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models;

/// <summary>A sum's error is at most 1e-6 of the sum of its elements' sizes, however many there are.</summary>
public class LongSumTests
{
    private const double Bound = 1e-6;

    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 1, 7 }, { 7, 1 }, { 3, 129 }, { 17, 1000 }, { 100_000, 1 }, { 100_000, 10 }, { 30_000, 40 }, { 10, 100_000 },
        { 1, 4_000_000 }, { 4_000_000, 1 }, { 600_001, 7 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void OfEqualElements(int rows, int columns) => Check(rows, columns, _ => 1.1f);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void OfElementsOfAllSizes(int rows, int columns)
    {
        var random = new Random(rows + columns);
        Check(rows, columns, _ => (float)Math.Pow(10, random.NextDouble() * 6) * (random.Next(4) == 0 ? -1 : 1));
    }

    [Theory]
    [InlineData(3, 17)]
    [InlineData(2, 1_000)]
    [InlineData(1, 300_001)]
    public void OfWhatStandsBefore(int rows, int length)
    {
        var (x, sums) = (new float[rows * length], new float[rows * length]);
        Array.Fill(x, 1.1f);
        using var model = RunningSums.Create(Device.CpuWith(2));
        model.Predict(new ReadOnlyTensorSpan<float>(x, [rows, length], []), new TensorSpan<float>(sums, [rows, length], []));
        for (var place = 0; place < x.Length; place++) Assert.Equal(1, sums[place] / (1.1f * (double)((place % length) + 1)), Bound);
    }

    [Theory]
    [OnDevices(150, 3, DriversOnly = true)]
    [OnDevices(2, 1_500)]
    [OnDevices(1, 1_000_000, DriversOnly = true)]
    [OnDevices(300_000, 1, DriversOnly = true)]
    [OnDevices(1_000_003, 7, DriversOnly = true)]
    public void OnGpus(string device, int rows, int columns) => Check(TestDevices.Model(device), rows, columns, _ => 1.1f);

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(20, 1, 2, 3)]
    [InlineData(1_000, 17, 3, 7)]
    [InlineData(100_000, 10, 2, 17)]
    [InlineData(1_000_000, 1, 1, 1)]
    [InlineData(3_000_000, 1, 7, 1)]
    public void OfRowsThatManyRead(int readers, int turns, int rows, int columns)
        => CheckRows(Device.CpuWith(2), readers, turns, rows, columns);

    [Theory]
    [OnDevices(100, 3, 2, 5)]
    [OnDevices(100_000, 4, 2, 5, DriversOnly = true)]
    public void OfRowsThatManyReadOnGpus(string device, int readers, int turns, int rows, int columns)
        => CheckRows(TestDevices.Model(device), readers, turns, rows, columns);

    [Fact]
    public void ARowBeyondTheFloatsIsInfinite()
    {
        float[] weights = [.. Enumerable.Repeat(1e38f, 300), .. Enumerable.Repeat(float.NaN, 20), .. Enumerable.Repeat(1.5f, 40),
            float.PositiveInfinity];
        using var model = WeighedRows.Create(rows: 4, columns: 1, Device.Cpu, seed: 1);
        var gradient = new float[4];
        model.Gradients([.. Enumerable.Repeat(0, 300), .. Enumerable.Repeat(1, 20), .. Enumerable.Repeat(2, 40), 3], weights)["table"]
            .CopyTo(gradient);
        Assert.Equal([float.PositiveInfinity, float.NaN, 60, float.PositiveInfinity], gradient);
    }

    [Theory]
    [OnDevices(DriversOnly = true)]
    public void MoreRowsThanOpenClCountsAreRefused(string device)
    {
        using var model = RowSums.Create(TestDevices.Model(device));
        var (x, sums) = (new float[1 << 23], new float[1 << 23]);
        void Predict() => model.Predict(new ReadOnlyTensorSpan<float>(x, [x.Length, 1], []), sums);
        if (TestDevices.Get(device).Kind == DeviceKind.OpenCL)
            Assert.StartsWith("RowSums needs a launch of 8,388,608 groups of 256 threads, of which",
                Assert.Throws<NotSupportedException>(Predict).Message);
        else Predict();
    }

    [Fact]
    public void ASumBeyondTheFloatsIsInfinite()
    {
        using var model = LongSums.Create(columns: 3, Device.Cpu, seed: 1);
        Assert.Equal(float.PositiveInfinity, (float)model.Evaluate([.. Enumerable.Repeat(1e38f, 300)]));
        Assert.Equal(float.NaN, (float)model.Evaluate([float.PositiveInfinity, 1, float.NegativeInfinity]));
    }

    private static void Check(int rows, int columns, Func<int, float> element) => Check(Device.CpuWith(2), rows, columns, element);

    private static void Check(Device device, int rows, int columns, Func<int, float> element)
    {
        var x = new float[rows * columns];
        for (var index = 0; index < x.Length; index++) x[index] = element(index);
        float[] whole = [0], ofRows = new float[rows], ofColumns = new float[columns], squares = [0], planes = new float[columns],
            scaled = new float[x.Length], gradient = new float[columns];
        using var model = LongSums.Create(columns: columns, device, seed: 1);
        model.Predict(x, whole, ofRows, ofColumns, squares, planes, scaled);
        model.Gradients(x)["scale"].CopyTo(gradient);
        var loss = (float)model.Evaluate(x);

        var all = new Sums();
        var (eachRow, eachColumn, allSquares) = (new Sums[rows], new Sums[columns], new Sums());
        for (var index = 0; index < x.Length; index++)
        {
            all.Add(x[index]);
            eachRow[index / columns].Add(x[index]);
            eachColumn[index % columns].Add(x[index]);
            allSquares.Add(x[index] * x[index]);
        }

        all.Near(loss, 1);
        all.Near(whole[0], 1.0 / x.Length);
        allSquares.Near(squares[0], 1);
        for (var row = 0; row < rows; row++) eachRow[row].Near(ofRows[row], 1);
        for (var column = 0; column < columns; column++)
        {
            eachColumn[column].Near(ofColumns[column], 1);
            eachColumn[column].Near(gradient[column], 1);
            eachColumn[column].Near(planes[column], 3);
        }
    }

    private static void CheckRows(Device device, int readers, int turns, int rows, int columns)
    {
        var random = new Random(readers);
        var indices = Enumerable.Range(0, readers).Select(_ => random.Next(rows)).ToArray();
        var weights = Enumerable.Range(0, readers * columns).Select(_ => 1.1f).ToArray();
        var (gradient, inTurn) = (new float[rows * columns], new float[rows * columns]);
        using (var model = WeighedRows.Create(rows: rows, columns: columns, device, seed: 1))
            model.Gradients(indices, weights)["table"].CopyTo(gradient);
        var each = readers / turns;
        using (var model = WeighedRowsInTurn.Create(rows: rows, columns: columns, device, seed: 1))
            model.Gradients(new ReadOnlyTensorSpan<int>(indices, [turns, each], []),
                new ReadOnlyTensorSpan<float>(weights, [turns, each, columns], []))["table"].CopyTo(inTurn);

        var (sums, sumsInTurn) = (new Sums[rows * columns], new Sums[rows * columns]);
        for (var place = 0; place < weights.Length; place++)
        {
            var element = (indices[place / columns] * columns) + (place % columns);
            sums[element].Add(weights[place]);
            if (place < turns * each * columns) sumsInTurn[element].Add(weights[place]);
        }

        for (var element = 0; element < sums.Length; element++)
        {
            sums[element].Near(gradient[element], 1);
            sumsInTurn[element].Near(inTurn[element], 1);
        }
    }

    private struct Sums
    {
        private double _sum;
        private double _sizes;

        public void Add(double value)
        {
            _sum += value;
            _sizes += Math.Abs(value);
        }

        public readonly void Near(double value, double factor)
            => Assert.True(Math.Abs((_sum * factor) - value) <= Bound * _sizes * factor,
                $"{value} of {_sum * factor}, an error of {Math.Abs((_sum * factor) - value) / (_sizes * factor):g3}");
    }
}
