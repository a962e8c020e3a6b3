using System.Numerics.Tensors;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Calls;

/// <summary>
/// Floats and doubles of a call: as numbers in kernels, in conditions of the host, in modules, in both precisions and on all devices.
/// </summary>
public class NumberTests
{
    private static readonly float[] X = [1, -2, 0.5f, 3, 0.25f, -1], Target = [1, 0, 0, 1];

    public static TheoryData<float, double, int> Numbers { get; } = new()
    {
        { 0.5f, 1.5, 0 }, { 0.7f, 1.5, 1 }, { 0.69999f, 0.25, 2 }, { 2, 1, 3 }, { -1, -0.5, 2 }, { 1, 1, 4 },
    };

    [Fact]
    public void BothPrecisionsComputeWithThem()
    {
        using var single = Tempered.Create(Device.Cpu, seed: 1);
        using var twice = DoubleTempered.Create(Device.Cpu, seed: 1);
        double[] x = [.. X.Select(value => (double)value)], target = [.. Target.Select(value => (double)value)];
        foreach (var (temperature, weight) in new[] { (1f, 1.0), (0.1f, 4.0), (7f, 0.25) })
        {
            var (y, z) = (new float[4], new double[4]);
            single.Predict(X, temperature, y);
            twice.Predict(x, temperature, z);
            var expected = Softmax(twice, x, temperature);
            for (var index = 0; index < 4; index++)
            {
                Assert.Equal(expected[index], z[index], 1e-12);
                Assert.Equal(expected[index], y[index], 1e-6);
            }

            var loss = (weight * expected.Zip(target, (a, b) => (a - b) * (a - b)).Sum() / 4) + (temperature * Math.Sqrt(weight));
            Assert.Equal(loss, twice.Evaluate(x, temperature, target, weight), 1e-12);
            Assert.Equal(loss, single.Evaluate(X, temperature, Target, weight), 1e-5);
        }
    }

    /// <summary>The gradient is that of central differences; none is of the numbers.</summary>
    [Fact]
    public void GradientsGoThroughThem()
    {
        using var model = DoubleTempered.Create(Device.Cpu, seed: 1);
        double[] x = [.. X.Select(value => (double)value)], target = [1, 0, 0, 1];
        var gradients = model.Gradients(x, 0.5f, target, 3);
        Assert.Equal(["_layer.weight", "_layer.bias", "x", "target"], gradients.Select(gradient => gradient.Name));
        var gradient = new double[6];
        gradients["x"].CopyTo(gradient);
        for (var index = 0; index < 6; index++)
        {
            double[] above = [.. x], below = [.. x];
            (above[index], below[index]) = (above[index] + 1e-5, below[index] - 1e-5);
            double difference = ((double)model.Evaluate(above, 0.5f, target, 3) - (double)model.Evaluate(below, 0.5f, target, 3)) / 2e-5;
            Assert.Equal(difference, gradient[index], 1e-7);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void TheySteerAsInCSharp(float by, double limit, int times) => MustSteer(Device.Cpu, by, limit, times);

    [Theory]
    [OnDevices(0.5f, 1.5, 2)]
    [OnDevices(0.7f, 1.0, 3)]
    public void TheySteerOnDevices(string device, float by, double limit, int times)
        => MustSteer(TestDevices.Model(device), by, limit, times);

    [Fact]
    public void NaNAndInfinityPass()
    {
        using var model = Tempered.Create(Device.Cpu, seed: 1);
        var y = new float[4];
        model.Predict(X, float.NaN, y);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
        model.Predict(X, float.PositiveInfinity, y);
        Assert.All(y, value => Assert.Equal(0.5f, value));
        Assert.True(double.IsNaN(model.Evaluate(X, 1, Target, double.NaN)));
        using var steered = Steered.Create(Device.Cpu);
        steered.Predict(X, float.NaN, 1, 0, new float[6]);
    }

    [Fact]
    public void FitHandsThemOn()
    {
        using var fitted = Tempered.Create(Device.Cpu, seed: 2);
        using var stepped = Tempered.Create(Device.Cpu, seed: 2);
        var losses = fitted.Fit(X, 0.5f, Target, 2.0, epochs: 3, batchSize: 2, shuffle: false,
            cancellation: TestContext.Current.CancellationToken).Losses;
        for (var step = 0; step < 3; step++) Assert.Equal(losses[step], (double)stepped.TrainStep(X, 0.5f, Target, 2.0), 1e-6);
        Assert.Equal(stepped.Parameters[0].ToArray(), fitted.Parameters[0].ToArray());
        using var loader = new DataLoader<float, float>(DataSet.Of(X, Target, 2), batchSize: 1);
        Assert.Single(fitted.Fit(loader, 0.5f, 2.0, epochs: 1, cancellation: TestContext.Current.CancellationToken).Losses);
    }

    [Fact]
    public void ASettingIsCheckedAtTheEntry()
    {
        using var model = Dropped.Create(Device.Cpu, seed: 1);
        var message = Assert.Throws<ArgumentOutOfRangeException>(() => model.TrainStep([1, 2], 1.5f)).Message;
        Assert.StartsWith("rate must be a number from 0 to 1; got 1.5.", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict([1, 2], float.NaN, new float[2]));
        Assert.Equal(3f, (float)model.TrainStep([1, 2], 0));
        Assert.Equal(0f, (float)model.TrainStep([1, 2], 1));
    }

    [Fact]
    public void TensorsAndSpansAreTheSameAndNothingIsAllocated()
    {
        using var model = Tempered.Create(Device.CpuWith(1), seed: 1);
        var (spans, tensors) = (new float[4], new float[4]);
        model.Predict(X, 0.3f, spans);
        model.Predict(new ReadOnlyTensorSpan<float>(X, [2, 3]), 0.3f, new TensorSpan<float>(tensors, [2, 2]));
        Assert.Equal(spans, tensors);
        Allocation.IsNone(() =>
        {
            model.Predict(X, 0.3f, spans);
            model.TrainStep(X, 0.3f, Target, 0.5);
        });
    }

    private static void MustSteer(Device device, float by, double limit, int times)
    {
        using var model = Steered.Create(device);
        var actual = new float[6];
        model.Predict(X, by, limit, times, actual);
        var expected = X.Select(x => Steer(x, by, limit, times)).ToArray();
        for (var index = 0; index < 6; index++) Assert.Equal(expected[index], actual[index], 1e-4 * Math.Max(1, Math.Abs(expected[index])));
        Assert.Equal(expected.Sum() * by, (double)model.TrainStep(X, by, limit, times), 1e-3 * Math.Max(1, Math.Abs(expected.Sum() * by)));
    }

    private static double Steer(double x, float by, double limit, int times)
    {
        var y = by >= 0.7f ? x * by : x - limit;
        for (var turn = 0; turn < times; turn++) y = (y * by) + (turn * limit);
        return (y * by) + Bend(x, by * 2, 1.5, times) + Bend(x, 0.5f, limit + by, 1) + Bend(x, times, limit, 2);
    }

    private static double Bend(double x, double by, double limit, int times)
    {
        if (by > limit) x *= limit;
        for (var turn = 0; turn < times; turn++) x = Math.Min(x * by, limit);
        return x + by;
    }

    private static double[] Softmax(DoubleTempered model, double[] x, double temperature)
    {
        var (weight, bias) = (new double[6], new double[2]);
        model.Parameters["_layer.weight"].CopyTo(weight);
        model.Parameters["_layer.bias"].CopyTo(bias);
        var logits = new double[4];
        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < 2; column++)
                logits[(2 * row) + column] = (bias[column] + Enumerable.Range(0, 3).Sum(k =>
                    weight[(3 * column) + k] * x[(3 * row) + k])) / temperature;
        }

        return [.. logits
            .Select((value, index) => Math.Exp(value) / (Math.Exp(logits[index / 2 * 2]) + Math.Exp(logits[(index / 2 * 2) + 1])))];
    }
}
