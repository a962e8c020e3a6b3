using System.Numerics.Tensors;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Calls;

/// <summary>Models whose Forward takes no tensor have all calls but Fit.</summary>
public class WithoutInputTests
{
    [Fact]
    public void ATableIsLearntAlone() => MustLearn(Device.Cpu);

    [Theory]
    [OnDevices]
    public void ATableIsLearntOnDevices(string device) => MustLearn(TestDevices.Model(device));

    [Fact]
    public void LossMayHaveInputsOfItsOwn()
    {
        using var model = LossAlone.Create(Device.Cpu);
        var (values, ones, sum) = (new double[3], new double[2], new double[1]);
        model.Predict(values, ones, sum);
        Assert.Equal([1, 1, 1], values);
        Assert.Equal([1, 1], ones);
        Assert.Equal([3], sum);
        model.Predict(new TensorSpan<double>(values), new TensorSpan<double>(ones), new TensorSpan<double>(sum));
        double[] target = [2, 2, 2, 4, 4, 4];
        Assert.Equal(5, model.Evaluate(target), 1e-12);
        Assert.Equal(5, model.Evaluate(new ReadOnlyTensorSpan<double>(target, [2, 3])), 1e-12);
        Assert.Equal(5, model.TrainStep(target), 1e-12);
        Assert.True(model.Evaluate(target) < 5);
        Assert.DoesNotContain(typeof(Positions).GetMethods(), method => method.Name == "Fit");
    }

    [Fact]
    public void NumbersAloneMayBeGiven()
    {
        using var model = NumbersAlone.Create(Device.Cpu);
        var y = new float[4];
        model.Predict(3, 2, y);
        Assert.Equal([8, 8, 8, 8], y);
        Assert.Equal(32f, (float)model.Evaluate(3, 2));
        Assert.Equal(4f, (float)model.TrainStep(0, 2));
        Assert.Equal(4, model.Gradients(2, 1)["table"].Count);
    }

    [Fact]
    public void ConstantsArePredicted()
    {
        using var model = Constants.Create(Device.Cpu);
        var (ramp, place) = (new float[5], new int[1]);
        model.Predict(ramp, place);
        Assert.Equal([0.5f, 1, 1.5f, 2, 2.5f], ramp);
        Assert.Equal([4], place);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        using var model = Positions.Create(Device.CpuWith(1));
        var table = new float[6];
        Allocation.IsNone(() =>
        {
            model.Predict(table);
            model.TrainStep();
        });
    }

    private static void MustLearn(Device device)
    {
        using var model = Positions.Create(device, seed: 1);
        var table = new float[6];
        model.Predict(table);
        Assert.Equal(model.Parameters[0].ToArray(), table);
        var loss = table.Sum(value => (value - 1) * (value - 1));
        Assert.Equal(loss, (float)model.Evaluate(), 1e-5f);
        Assert.Equal(table.Select(value => 2 * (value - 1)), model.Gradients()["table"].ToArray());
        Assert.Equal(loss, (float)model.TrainStep(), 1e-5f);
        model.Predict(new TensorSpan<float>(table, [2, 3]));
        Assert.Equal(loss / 4, (float)model.Evaluate(), 1e-5f);
    }
}
