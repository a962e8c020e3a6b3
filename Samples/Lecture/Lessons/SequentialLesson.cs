using ModelGen;

namespace Lecture.Lessons;

/// <summary>Keras's form: layers and activations one after the other.</summary>
[Model]
[Sgd(LearningRate = 0.01)]
public partial class SequentialNet
{
    private readonly Sequential net = new(new Linear(1000, 100), new Relu(), new Linear(100, 10));

    public Tensor Forward([Shape("N", 1000)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 10)] Tensor y) => prediction.MeanSquared(y);
}

internal static class SequentialLesson
{
    public static void Run(Report report)
    {
        using var model = SequentialNet.Create();
        Sizes.Start(model.Parameters);
        var history = model.Fit(Sizes.X(), Sizes.FewY(), epochs: 50, batchSize: 64);
        report.Losses("losses", [.. history.Losses.Select(loss => (float)loss)]);
        report.Note($"Fit made {history.Count} epochs in {history.Seconds:0.00} s; its history has the loss and the time of each.");
    }
}
