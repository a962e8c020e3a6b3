using ModelGen.Runtime;

namespace ModelGen.Tests.Vectors;

public class HostMathTests
{
    // Abramowitz and Stegun, table 7.1, and erf(5) from its continued fraction.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(5, 0.9999999999984626)]
    [InlineData(7, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void ErfIsOdd(double x, double expected)
    {
        Assert.Equal(expected, HostMath.Erf(x), 2e-15);
        Assert.Equal(-expected, HostMath.Erf(-x), 2e-15);
    }

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-5, 9.9999500003333308e-6)]
    [InlineData(1, 0.69314718055994531)]
    [InlineData(-0.5, -0.69314718055994531)]
    [InlineData(-1, double.NegativeInfinity)]
    [InlineData(-2, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void Log1pKeepsSmallNumbers(double x, double expected) => Close(expected, HostMath.Log1p(x));

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(800, 1)]
    [InlineData(-800, 0)]
    [InlineData(2, 0.88079707797788243)]
    [InlineData(double.NaN, double.NaN)]
    public void SigmoidSaturates(double x, double expected) => Close(expected, HostMath.Sigmoid(x));

    [Theory]
    [InlineData(-3, -1)]
    [InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NaN, double.NaN)]
    public void SignOfNaNIsNaN(double x, double expected) => Assert.Equal(expected, HostMath.Sign(x));

    private static void Close(double expected, double actual)
    {
        if (double.IsFinite(expected)) Assert.InRange(Math.Abs(actual - expected), 0, 1e-15 * Math.Abs(expected));
        else Assert.Equal(expected, actual);
    }
}
