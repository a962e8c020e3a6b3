using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Calls;

/// <summary>What calls give for inputs without elements, as PyTorch does; what would learn from nothing is refused.</summary>
public class EmptyTests
{
    [Fact]
    public void ABatchOfNothingHasNoRows() => MustTakeNothing(Device.Cpu);

    [Theory]
    [OnDevices]
    public void ABatchOfNothingHasNoRowsOnDevices(string device) => MustTakeNothing(TestDevices.Model(device));

    [Fact]
    public void NothingIsLearntFromNothing()
    {
        using var model = Batched.Create(Device.Cpu, seed: 1);
        var before = model.Parameters.SelectMany(parameter => parameter.ToArray()).ToArray();
        const string message = "images [N, 1, 4, 4] is empty: N would be 0, but must be 1 or more; N = 1 takes 16 elements.";
        Refused(message, () => model.TrainStep([], []));
        Refused(message, () => model.Gradients([], []));
        Refused(message, () => model.Fit([], [], epochs: 1, cancellation: TestContext.Current.CancellationToken));
        Refused("N is a dimension and must be 1 or more; got 0.", () =>
            model.TrainStep(new ReadOnlyTensorSpan<float>(new float[16], [0, 1, 4, 4]), new ReadOnlyTensorSpan<int>(new int[1], [0])));
        Refused("labels [N] got 1 elements; it takes 0", () => model.Evaluate([], [0]));
        Assert.Equal(before, model.Parameters.SelectMany(parameter => parameter.ToArray()));
        Assert.True(float.IsFinite(model.TrainStep(new float[32], [0, 1])));
    }

    [Fact]
    public void ALoopOverNothingLeavesWhatItStartsWith()
    {
        using var model = Sequence.Create(Device.Cpu);
        double[] last = [7, 7, 7, 7, 7, 7], total = [7, 7, 7, 7];
        model.Predict([], last, total, t: 0, n: 2);
        Assert.Equal([0, 0, 0, 0, 0, 0], last);
        Assert.Equal([0, 0, 0, 0], total);
        model.Predict(new ReadOnlyTensorSpan<double>(new double[6], [3, 0, 2]), new TensorSpan<double>(last, [0, 3]),
            new TensorSpan<double>(total, [0, 2]));
        Assert.True(double.IsNaN(model.Evaluate([], t: 3, n: 0)));
        Assert.Equal(0d, (double)model.Evaluate([], t: 0, n: 2));
        Refused("must be 1 or more; got 0.", () => model.TrainStep([], t: 0, n: 2));
        Refused("must be 0 or more; got -1.", () => model.Predict([], last, total, t: 0, n: -1));
    }

    [Fact]
    public void TheGreatestOfNothingIsRefused()
    {
        using var model = Greatest.Create(Device.Cpu);
        var z = new float[2];
        Refused("Max(0): the size of axis 0, N is 0; it must be 1 or more.", () =>
            model.Predict(new ReadOnlyTensorSpan<float>(z, [0, 2]), new ReadOnlyTensorSpan<float>(z, [0]), new TensorSpan<float>(z)));
        model.Predict(new ReadOnlyTensorSpan<float>(z, [2, 0]), new ReadOnlyTensorSpan<float>([1, 2]), new TensorSpan<float>(z, [0]));
        Refused("x [N, K] takes 0 elements for each K, so that its size does not tell K; pass tensors, whose shapes tell it.", () =>
            model.Predict([], [], z));
        model.Predict([1, 5, 3, 2], [1, 1], z);
        Assert.Equal([5, 7], z);
    }

    private static void MustTakeNothing(Device device)
    {
        using var model = Batched.Create(device, seed: 1);
        model.Predict([], []);
        model.Predict(new ReadOnlyTensorSpan<float>(new float[16], [0, 1, 4, 4]), new TensorSpan<float>(new float[3], [0, 3]));
        Assert.True(float.IsNaN(model.Evaluate([], [])));
        var logits = new float[3];
        model.Predict(new float[16], logits);
        Assert.All(logits, value => Assert.True(float.IsFinite(value)));
    }

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
