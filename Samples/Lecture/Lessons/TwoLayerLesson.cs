using ModelGen;

namespace Lecture.Lessons;

/// <summary>Two raw matrices: x w1, the greater of that and 0, times w2, and the squared distance from y.</summary>
[Model]
[Sgd(LearningRate = 1e-3)]
public partial class TwoLayer
{
    [Parameter(1000, 100)]
    private readonly Tensor w1;

    [Parameter(100, 1000)]
    private readonly Tensor w2;

    public Tensor Forward([Shape("N", 1000)] Tensor x) => x.MatMul(w1).Maximum(0).MatMul(w2);

    public Tensor Loss(Tensor prediction, [Shape("N", 1000)] Tensor y) => (prediction - y).Square().Sum(1).Mean();
}

/// <summary>
/// The lecture's lesson: weights that are fed to the graph from NumPy are copied to the device and back in each step. A model's weights
/// live on its device and are updated there, so a step copies the batch at most.
/// </summary>
internal static class TwoLayerLesson
{
    public static void Run(Report report)
    {
        using var model = TwoLayer.Create(Device.Cpu);
        Sizes.StartWeights(model.Parameters);
        float[] x = Sizes.X(), y = Sizes.Y();
        var gradients = model.Gradients(x, y);
        report.Compare("w1", gradients["w1"].ToArray());
        report.Compare("w2", gradients["w2"].ToArray());
        report.Losses("losses", [.. Enumerable.Range(0, 50).Select(_ => (float)model.TrainStep(x, y))]);
        report.Note($"Copied to the device in each step: {Copied(Device.Cpu)} bytes on the processor, which reads the batch where it is;");
        report.Note($"{Copied(Device.Parse("emulator"))} bytes on a GPU (here its emulator), which is the batch: "
            + $"({x.Length} + {y.Length}) * 4. The weights, {8 * Sizes.Features * Sizes.Hidden} bytes, are never copied.");
    }

    // Two small batches, so that the emulator is soon done; what a step of 64 copies is as much more.
    private static long Copied(Device device)
    {
        const int Rows = 2, Steps = 2;
        using var model = TwoLayer.Create(device);
        model.Profile = new();
        for (var step = 0; step < Steps; step++) _ = model.TrainStep(new float[Rows * Sizes.Features], new float[Rows * Sizes.Features]);
        return model.Profile.CopiedBytes / Steps * Sizes.Batch / Rows;
    }
}
