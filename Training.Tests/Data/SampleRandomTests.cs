namespace ModelGen.Tests.Data;

/// <summary>The distributions of a sample's random numbers.</summary>
public class SampleRandomTests
{
    private const int Draws = 20_000;

    [Fact]
    public void NumbersAreAFunctionOfTheContext()
    {
        var numbers = Draw(new(7, 2, 5), 3);
        Assert.Equal(numbers, Draw(new(7, 2, 5), 3));
        SampleContext[] others = [new(8, 2, 5), new(7, 3, 5), new(7, 2, 6), new SampleContext(7, 2, 5).Inner, new(7L << 32, 2, 5)];
        Assert.All(others, other => Assert.Empty(numbers.Intersect(Draw(other, 3))));
        Assert.Equal(Draw(new(7, 2, 6), 3), Draw(new SampleContext(7, 2, 5).Of(6), 3));
    }

    [Fact]
    public void UniformNumbersFillTheirRange()
    {
        var random = new SampleContext(1, 0, 0).CreateRandom();
        var (numbers, counts) = (new double[Draws], new int[6]);
        for (var draw = 0; draw < Draws; draw++)
        {
            numbers[draw] = random.Uniform(-2, 4);
            counts[random.Next(6)]++;
        }

        Assert.InRange(numbers.Min(), -2, -1.99);
        Assert.InRange(numbers.Max(), 3.99, 4);
        Assert.Equal(1, numbers.Average(), 0.05);

        // The standard deviation of each is 53.
        Assert.All(counts, count => Assert.InRange(count, 3_100, 3_570));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleContext(1, 0, 0).CreateRandom().Next(0));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(4.5)]
    public void GammaNumbersHaveTheirMeanAndVariance(double shape)
    {
        var random = new SampleContext(2, 0, 0).CreateRandom();
        var numbers = new double[Draws];
        foreach (ref var number in numbers.AsSpan()) number = random.Gamma(shape);
        var mean = numbers.Average();
        Assert.Equal(shape, mean, 5 * Math.Sqrt(shape / Draws));
        Assert.Equal(1, numbers.Average(number => (number - mean) * (number - mean)) / shape, 0.15);
        Assert.All(numbers, number => Assert.True(number >= 0));
    }

    [Theory]
    [InlineData(0.2, 0.2)]
    [InlineData(2, 3)]
    [InlineData(1e-300, 1e-300)]
    public void BetaNumbersHaveTheirMean(double alpha, double beta)
    {
        var random = new SampleContext(3, 0, 0).CreateRandom();
        var numbers = new double[Draws];
        foreach (ref var number in numbers.AsSpan()) number = random.Beta(alpha, beta);
        Assert.Equal(alpha / (alpha + beta), numbers.Average(), 0.02);
        Assert.All(numbers, number => Assert.InRange(number, 0, 1));
    }

    [Fact]
    public void NormalNumbersHaveMeanAndDeviation()
    {
        var random = new SampleContext(4, 0, 0).CreateRandom();
        var numbers = new double[Draws];
        foreach (ref var number in numbers.AsSpan()) number = random.Normal();
        Assert.Equal(0, numbers.Average(), 0.04);
        Assert.Equal(1, numbers.Average(number => number * number), 0.06);
    }

    private static double[] Draw(SampleContext context, int count)
    {
        var random = context.CreateRandom();
        var numbers = new double[count];
        foreach (ref var number in numbers.AsSpan()) number = random.Uniform();
        return numbers;
    }
}
