using ModelGen;

namespace Lecture.Lessons;

/// <summary>A net of one's own: its parts are fields, and what it computes is written in Forward as one thinks it.</summary>
[Module]
public partial class TwoLayerNet(int features, int hidden, int outputs) : IModule
{
    private readonly Linear linear1 = new(features, hidden);
    private readonly Linear linear2 = new(hidden, outputs);

    public Tensor Forward([Shape("N", "features")] Tensor input)
    {
        var inner = linear1.Forward(input).Clamp(0, double.PositiveInfinity);
        return linear2.Forward(inner);
    }
}

[Model]
[Adam(LearningRate = 1e-4)]
public partial class TwoLayerModel
{
    private readonly TwoLayerNet net = new(1000, 100, 10);

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 10)] Tensor y) => prediction.MeanSquared(y);
}

internal static class ModuleLesson
{
    public static void Run(Report report)
    {
        using var model = TwoLayerModel.Create();
        Sizes.Start(model.Parameters);
        float[] x = Sizes.X(), y = Sizes.FewY();
        report.Losses("losses", [.. Enumerable.Range(0, 500).Select(_ => (float)model.TrainStep(x, y))]);
    }
}
