using ModelGen;

namespace Lecture.Lessons;

/// <summary>A net of layers, whose weights and biases the layers keep.</summary>
[Model]
[Sgd(LearningRate = 0.01)]
public partial class LayerNet
{
    private readonly Linear linear1 = new(1000, 100);
    private readonly Linear linear2 = new(100, 10);

    public Tensor Forward([Shape("N", 1000)] Tensor x) => linear2.Forward(linear1.Forward(x).Relu());

    public Tensor Loss(Tensor prediction, [Shape("N", 10)] Tensor y) => prediction.MeanSquared(y);
}

internal static class LayersLesson
{
    public static void Run(Report report)
    {
        using var model = LayerNet.Create();
        ShowStart(model, report);
        Sizes.Start(model.Parameters);
        float[] x = Sizes.X(), y = Sizes.FewY();
        report.Losses("losses", [.. Enumerable.Range(0, 50).Select(_ => (float)model.TrainStep(x, y))]);
    }

    /// <summary>A layer starts as PyTorch's Linear does; He's initialisation, variance scaling by 2, is asked for by name.</summary>
    private static void ShowStart(LayerNet model, Report report)
    {
        var weight = model.Parameters["linear1.weight"];
        var before = Variance(weight);
        weight.Initialize(Initializer.HeNormal, seed: 1);
        report.Note($"The variance of linear1.weight: {before:0.00000} as a Linear starts (1 / (3 * "
            + $"1000)), {Variance(weight):0.00000} by He's initialisation (2 / 1000).");
    }

    private static double Variance(Parameter weight) => weight.ToArray().Average(value => (double)value * value);
}
