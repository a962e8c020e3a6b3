using ModelGen;

namespace Lecture.Lessons;

/// <summary>Two layers beside each other, whose results are multiplied.</summary>
[Module]
public partial class ParallelBlock(int features, int outputs) : IModule
{
    private readonly Linear linear1 = new(features, outputs);
    private readonly Linear linear2 = new(features, outputs);

    public Tensor Forward([Shape("N", "features")] Tensor input) => (linear1.Forward(input) * linear2.Forward(input)).Relu();
}

[Model]
[Adam(LearningRate = 1e-4)]
public partial class ParallelNet
{
    private readonly Sequential net = new(new ParallelBlock(1000, 100), new ParallelBlock(100, 100), new Linear(100, 10));

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 10)] Tensor y) => prediction.MeanSquared(y);
}

internal static class ParallelBlockLesson
{
    public static void Run(Report report)
    {
        using var model = ParallelNet.Create();
        Sizes.Start(model.Parameters, 0.05f);
        float[] x = Sizes.X(), y = Sizes.FewY();
        report.Losses("losses", [.. Enumerable.Range(0, 500).Select(_ => (float)model.TrainStep(x, y))]);
    }
}
