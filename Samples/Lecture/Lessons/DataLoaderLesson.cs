using ModelGen;

namespace Lecture.Lessons;

[Model]
[Sgd(LearningRate = 0.05, Momentum = 0.9)]
public partial class BatchNet
{
    private readonly TwoLayerNet net = new(20, 16, 10);

    public Tensor Forward([Shape("N", 20)] Tensor x) => net.Forward(x);

    public Tensor Loss(Tensor prediction, [Shape("N", 10)] Tensor y) => prediction.MeanSquared(y);
}

/// <summary>A data set of one's own: how many samples there are, and how to write one. Workers ask for several at a time.</summary>
internal sealed class RowSet(float[] x, float[] y) : DataSet<float, float>(inputSize: 20, targetSize: 10)
{
    public override int Count => x.Length / InputSize;

    public override void Fill(int index, Span<float> input, Span<float> target)
    {
        x.AsSpan(index * InputSize, InputSize).CopyTo(input);
        y.AsSpan(index * TargetSize, TargetSize).CopyTo(target);
    }
}

internal static class DataLoaderLesson
{
    private const int Epochs = 20;

    public static void Run(Report report)
    {
        using var model = BatchNet.Create();
        Sizes.Start(model.Parameters, 0.3f);
        var samples = new RowSet(Draw.Numbers(1, Sizes.Batch * 20), Draw.Numbers(2, Sizes.Batch * 10));
        using var loader = new DataLoader<float, float>(samples, batchSize: 8, shuffle: true, seed: 5, workers: 2);
        var losses = new List<float>();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var total = 0.0;
            foreach (var (x, y) in loader) total += model.TrainStep(x, y).Loss;
            losses.Add((float)(total / loader.Count));
        }

        report.Losses("losses", losses);
        report.Note("Each loss is the mean of an epoch of 8 batches of 8; the order depends on the seed and the epoch alone, whatever "
            + "the number of workers.");
    }
}
