using ModelGen.Runtime;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Parameters;

public class InitializerTests
{
    // [out, in, height, width] with fan-in 32 * 9 = 288 and fan-out 64 * 9 = 576.
    private static readonly long[] Convolution = [64, 32, 3, 3];

    // PyTorch's formulas: He with gain sqrt(2), Xavier with gain 1, and Linear's default, whose bound is 1/sqrt(fan-in).
    public static TheoryData<Initializer, double, double> Bounds => new()
    {
        { Initializer.Uniform, -0.25, 0.75 },
        { Initializer.FanInUniform, -Math.Sqrt(1 / 288.0), Math.Sqrt(1 / 288.0) },
        { Initializer.HeUniform, -Math.Sqrt(6 / 288.0), Math.Sqrt(6 / 288.0) },
        { Initializer.XavierUniform, -Math.Sqrt(6 / 864.0), Math.Sqrt(6 / 864.0) },
    };

    public static TheoryData<Initializer, double, double> Moments => new()
    {
        { Initializer.Normal, -0.25, 0.75 },
        { Initializer.HeNormal, 0, Math.Sqrt(2 / 288.0) },
        { Initializer.XavierNormal, 0, Math.Sqrt(2 / 864.0) },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void UniformStartsFillTheirInterval(Initializer kind, double low, double high)
    {
        var values = Fill(new(kind, -0.25, 0.75), Convolution);
        var (width, middle) = (high - low, (low + high) / 2);
        Assert.All(values, value => Assert.InRange(value, low, high));
        Assert.InRange(values.Min(), low, low + (0.001 * width));
        Assert.InRange(values.Max(), high - (0.001 * width), high);
        // Five standard errors of the mean and of the variance of 18,432 numbers.
        Assert.InRange(values.Average(), middle - (0.011 * width), middle + (0.011 * width));
        Assert.InRange(values.Average(value => (value - middle) * (value - middle)) * 12 / (width * width), 0.96, 1.04);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void NormalStartsHaveTheirMoments(Initializer kind, double mean, double deviation)
    {
        var values = Fill(new(kind, -0.25, 0.75), Convolution);
        Assert.InRange(values.Average(), mean - (0.037 * deviation), mean + (0.037 * deviation));
        Assert.InRange(values.Average(value => (value - mean) * (value - mean)) / (deviation * deviation), 0.95, 1.05);
        Assert.InRange(values.Count(value => Math.Abs(value - mean) > 2 * deviation) / (double)values.Length, 0.037, 0.054);
    }

    [Fact]
    public void ZerosAndConstantsAreThat()
    {
        Assert.All(Fill(new(Initializer.Zeros), [3, 5]), value => Assert.Equal(0, value));
        Assert.All(Fill(new(Initializer.Constant, 0.5), [3, 5]), value => Assert.Equal(0.5, value));
    }

    [Theory]
    [InlineData(Initializer.FanInUniform, 1.0 / 4)]
    [InlineData(Initializer.HeUniform, 6.0 / 4)]
    [InlineData(Initializer.XavierUniform, 6.0 / (4 + 1000))]
    public void AGivenFanInTakesThePlaceOfTheShapes(Initializer kind, double squaredBound)
    {
        var bound = Math.Sqrt(squaredBound);
        Assert.InRange(Fill(new(kind, FanIn: 4), [1000]).Max(Math.Abs), bound * 0.99, bound);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBitsAndAnotherOthers()
    {
        var start = new ParameterStart(Initializer.HeNormal);
        Assert.Equal(Fill(start, Convolution), Fill(start, Convolution));
        Assert.Empty(Fill(start, [40, 5]).Intersect(Fill(start, [40, 5], seed: 2)));
        Assert.Empty(Fill(start, [40, 5]).Intersect(Fill(start, [40, 5], number: 1)));
    }

    [Fact]
    public void AParameterFilledInPartsHasTheSameNumbers()
    {
        ParameterLayout parameter = new("weight", [7, 11], 0, new(Initializer.Normal, 1, 2));
        var whole = Fill(parameter.Start, parameter.Dims);
        var parts = new double[77];
        Initializers.Fill(parts.AsSpan(0, 30), 0, parameter, 1, 0);
        Initializers.Fill(parts.AsSpan(30), 30, parameter, 1, 0);
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void AModelStartsWithTheSameNumbersInEitherPrecision()
    {
        using var single = TestModel.Create(seed: -3);
        using var wide = TestModel.Create(seed: -3, precision: Precision.Double);
        var numbers = new double[6];
        wide.Parameters["weight"].CopyTo(numbers);
        Assert.Equal(numbers.Select(number => (float)number), single.Parameters["weight"].ToArray());
        Assert.Equal(6, numbers.Distinct().Count());
    }

    [Fact]
    public void AParameterLargerThanThePassageIsFilledToItsEnd()
    {
        const int count = 200_003;
        ParameterLayout[] parameters = [new("small", [2], 0, new(Initializer.Constant, 3)),
            new("large", [count], 64, new(Initializer.Uniform, 1, 2))];
        ExecutorOptions options = new(new("Large", Precision.Single, parameters, 64 + (count * sizeof(float))), Device.CpuWith(1), 5, []);
        using var executor = ModelFactory.Create(options, new ExecutorSource("Cpu", static options => new TestExecutor(options)));
        var values = new double[count];
        executor.Parameters["large"].CopyTo(values);
        Assert.Equal(Enumerable.Range(0, count).Select(index => (double)(float)(1 + Philox.Uniform(5, 1, (ulong)index))), values);
        executor.Parameters["large"].CopyFrom(values.Reverse().ToArray());
        Assert.Equal(values.Reverse().Select(value => (float)value), executor.Parameters["large"].ToArray());
        Assert.Equal([3f, 3f], executor.Parameters["small"].ToArray());
    }

    private static double[] Fill(ParameterStart start, long[] dims, ulong seed = 1, int number = 0)
    {
        ParameterLayout parameter = new("weight", dims, 0, start);
        var values = new double[parameter.Count];
        Initializers.Fill(values, 0, parameter, seed, number);
        return values;
    }
}
