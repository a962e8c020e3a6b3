namespace ModelGen.Tests.Models;

/// <summary>The float64 variant: emitted gradients are central differences of the emitted loss.</summary>
public class DoubleRegressionTests
{
    private readonly double[] _x = [.. Enumerable.Range(0, 21).Select(index => Math.Sin(index))];
    private readonly double[] _target = [0.3, -2, 1.5];

    [Fact]
    public void GradientsAreCentralDifferences()
    {
        using var model = DoubleRegression.Create(features: 7, device: Device.Cpu, seed: 7);
        foreach (var parameter in model.Parameters)
        {
            var gradient = new double[parameter.Count];
            model.Gradients(_x, _target)[parameter.Name].CopyTo(gradient);
            var values = new double[parameter.Count];
            parameter.CopyTo(values);
            for (var index = 0; index < values.Length; index++)
            {
                const double step = 1e-5;
                var (above, below) = (Loss(model, parameter, values, index, step), Loss(model, parameter, values, index, -step));
                Assert.Equal((above - below) / (2 * step), gradient[index], 1e-6);
            }

            parameter.CopyFrom(values);
        }
    }

    [Fact]
    public void InputsHaveGradientsToo()
    {
        using var model = DoubleRegression.Create(features: 7, device: Device.Cpu, seed: 7);
        var gradient = new double[21];
        model.Gradients(_x, _target)["x"].CopyTo(gradient);
        var base0 = _x[5];
        _x[5] = base0 + 1e-5;
        var above = model.Evaluate(_x, _target).Loss;
        _x[5] = base0 - 1e-5;
        Assert.Equal((above - model.Evaluate(_x, _target).Loss) / 2e-5, gradient[5], 1e-6);
    }

    [Fact]
    public void ItTrains()
    {
        using var model = DoubleRegression.Create(features: 7, units: 9, Device.CpuWith(1), seed: 7);
        var first = model.TrainStep(_x, _target).Loss;
        for (var step = 0; step < 200; step++) model.TrainStep(_x, _target);
        Assert.True(model.Evaluate(_x, _target).Loss < first / 3);
        Assert.Equal([7, 9], model.Parameters["first"].Shape.ToArray());
    }

    /// <summary>A third has no float: each way to a number of double precision keeps what the executor computed.</summary>
    [Fact]
    public void ALossKeepsAllItsDigits()
    {
        using var model = DoubleRegression.Create(features: 7, device: Device.CpuWith(1), seed: 7);
        var expected = model.Evaluate(_x, _target).Loss;
        Assert.NotEqual(expected, (float)expected);
        double assigned = model.Evaluate(_x, _target);
        double[] all =
        [
            assigned, (double)model.Evaluate(_x, _target), model.Evaluate(_x, _target).ToDouble(), 1.0 * model.Evaluate(_x, _target),
            model.Gradients(_x, _target).Loss, (double)model.TrainStep(_x, _target),
        ];
        Assert.All(all, loss => Assert.Equal(expected, loss));
        float single = model.Evaluate(_x, _target);
        Assert.Equal((float)model.Evaluate(_x, _target).Loss, single);
    }

    [Fact]
    public void DimensionsOfTheConstructorAreChecked()
        => Assert.Contains("features is a dimension",
            Assert.Throws<ArgumentOutOfRangeException>(() => DoubleRegression.Create(features: 0, device: Device.Cpu, seed: 1)).Message);

    private double Loss(DoubleRegression model, Parameter parameter, double[] values, int index, double step)
    {
        var changed = values.ToArray();
        changed[index] += step;
        parameter.CopyFrom(changed);
        return model.Evaluate(_x, _target).Loss;
    }
}
