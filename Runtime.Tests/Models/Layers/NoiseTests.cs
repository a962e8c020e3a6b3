using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Layers;

/// <summary>
/// Random numbers in Forward have the distribution that they say, are others in each call, and are the same for a seed wherever they are
/// made.
/// </summary>
public class NoiseTests
{
    [Fact]
    public void MomentsAreThoseOfTheDistributions()
    {
        const int Count = 100_003;
        var (normal, uniform) = Draw(Device.CpuWith(2), Count, 1, calls: 1);
        var mean = normal.Average(value => (double)value);

        // Five standard errors of each.
        Assert.Equal(1, mean, 5 * 2 / Math.Sqrt(Count));
        Assert.Equal(4, normal.Average(value => (value - mean) * (value - mean)), 5 * 4 * Math.Sqrt(2.0 / Count));
        Assert.InRange(normal.Count(value => Math.Abs(value - 1) < 2), (0.6827 * Count) - (5 * Math.Sqrt(0.217 * Count)),
            (0.6827 * Count) + (5 * Math.Sqrt(0.217 * Count)));
        Assert.Equal(1, uniform.Average(value => (double)value), 5 * Math.Sqrt(16.0 / 12 / Count));
        Assert.All(uniform, value => Assert.InRange(value, -1, 3));
        Assert.All(normal, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void EachCallDrawsAnew()
    {
        var (first, second) = (Draw(Device.CpuWith(2), 100, 1, calls: 1), Draw(Device.CpuWith(2), 100, 1, calls: 2));
        Assert.NotEqual(first.Normal, second.Normal);
        Assert.Equal(first.Normal, Draw(Device.CpuWith(1), 100, 1, calls: 1).Normal);
        Assert.NotEqual(first.Normal, Draw(Device.CpuWith(2), 100, 2, calls: 1).Normal);
    }

    [Theory, OnDevices]
    public void DevicesDrawTheSame(string device)
    {
        var (expected, actual) = (Draw(Device.CpuWith(1), 1001, 7, calls: 1), Draw(TestDevices.Model(device), 1001, 7, calls: 1));
        for (var place = 0; place < 1001; place++)
        {
            Assert.Equal(expected.Normal[place], actual.Normal[place], 1e-5f);
            Assert.Equal(expected.Uniform[place], actual.Uniform[place], 1e-6f);
        }
    }

    private static (float[] Normal, float[] Uniform) Draw(Device device, int count, long seed, int calls)
    {
        using var model = Noise.Create(device, seed);
        var (normal, uniform) = (new float[count], new float[count]);
        for (var call = 0; call < calls; call++) model.Predict(new float[count], normal, uniform);
        return (normal, uniform);
    }
}
