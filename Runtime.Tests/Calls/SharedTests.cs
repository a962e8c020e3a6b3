using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Calls;

/// <summary>Sizes that are shared out: what only the call decides is checked at its entry.</summary>
public class SharedTests
{
    [Fact]
    public void ADimensionIsWhatTheOthersLeave() => MustReshape(Device.Cpu);

    [Theory]
    [OnDevices]
    public void ADimensionIsWhatTheOthersLeaveOnDevices(string device) => MustReshape(TestDevices.Model(device));

    [Fact]
    public void PiecesAreEqual()
    {
        using var model = Chunked.Create(Device.Cpu, seed: 1);
        double[] x = [.. Enumerable.Range(0, 12).Select(value => (double)value)];
        var (sums, halves, values) = (new double[4], new double[6], new double[12]);
        model.Predict(x, sums, halves, values);
        Assert.Equal([0 + 40 + 800, 1 + 50 + 900, 2 + 60 + 1000, 3 + 70 + 1100], sums);
        Assert.All(halves, value => Assert.Equal(-6, value));
        var (weight, bias) = (new double[12], new double[6]);
        model.Parameters["_attended._all.weight"].CopyTo(weight);
        model.Parameters["_attended._all.bias"].CopyTo(bias);
        double Of(int row, int column) => bias[column] + (x[2 * row] * weight[2 * column]) + (x[(2 * row) + 1] * weight[(2 * column) + 1]);
        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column < 2; column++)
                Assert.Equal((Of(row, column) * Of(row, column + 2)) + Of(row, column + 4), values[(2 * row) + column], 1e-9);
        }

        Assert.All(model.Gradients(x)["x"].ToArray(), value => Assert.True(float.IsFinite(value)));
        Refused("axis 0 of [N, 2] has N elements, which cannot be shared out to 3 equal pieces. For these inputs the numbers are 7 "
            + "and 6.", () => model.Predict(new double[14], sums, halves, values));
        Refused("which cannot be shared out to 2 equal pieces. For these inputs the numbers are 9 and 8.", () =>
            model.TrainStep(new double[18]));
    }

    [Fact]
    public void NumbersOfTheCallMayLeaveARest()
    {
        using var model = Rest.Create(Device.Cpu);
        var sums = new float[3];
        model.Predict([1, 2, 3, 4, 5, 6], 3, sums);
        Assert.Equal([5, 7, 9], sums);
        Refused("[N] has N elements, which columns does not divide, so no dimension can stand for -1. For these inputs the numbers "
            + "are 6 and 4.", () => model.Predict([1, 2, 3, 4, 5, 6], 4, new float[4]));
        Refused("Reshape(-1, columns): the divisor columns is 0; it must be 1 or more.", () => model.Predict([1], 0, sums));
        Refused("columns is -1", () => model.Predict([1], -1, sums));
    }

    private static void MustReshape(Device device)
    {
        using var model = Reshaped.Create(device);
        float[] x = [.. Enumerable.Range(0, 24).Select(value => (float)value)];
        var (middle, rows) = (new float[24], new float[6]);
        model.Predict(new ReadOnlyTensorSpan<float>(x, [2, 3, 4]), new TensorSpan<float>(middle, [2, 6, 2]), new TensorSpan<float>(rows));
        Assert.Equal(x.Select(value => 2 * value), middle);
        Assert.Equal([6, 22, 38, 54, 70, 86], rows);
        model.Predict(x, middle, rows, d2: 6, d3: 1, d4: 4);
        Assert.Equal(x.Select(value => 2 * value), middle);
        Assert.Equal(23f, (float)model.TrainStep(x, d2: 1, d3: 1, d4: 24), 1e-4f);
        Assert.Equal([11, 12], model.Gradients(x, d2: 2, d3: 12, d4: 1)["weight"].ToArray());
        Refused("[D2, D3, D4] has D2*D3*D4 elements, which 4 does not divide, so no dimension can stand for -1. For these inputs "
            + "the numbers are 6 and 4.", () =>
            model.Predict(new ReadOnlyTensorSpan<float>(new float[6], [1, 2, 3]), new TensorSpan<float>(middle, [2, 1, 2]),
                new TensorSpan<float>(rows, [1])));
        Refused("which 4 does not divide", () => model.TrainStep(new float[9], d2: 3, d3: 3, d4: 1));
    }

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
