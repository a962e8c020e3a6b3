using System.Diagnostics;
using MnistDigits;

namespace Mnist;

/// <summary>Trains a model, epoch by epoch, on batches of shuffled images.</summary>
internal sealed class Trainer(IClassifier model, DigitSet digits, RunOptions options)
{
    /// <summary>Images of a step.</summary>
    public const int BatchSize = 64;

    // Steps between two reports. Reading a loss waits for the device, so only the reported steps' are read.
    private const int ReportEvery = 25;

    private readonly DigitBatch _batch = new(BatchSize, DigitScale.Normalise);
    private readonly int[] _order = [.. Enumerable.Range(0, digits.Count)];
    private readonly Random _random = new(options.Seed);

    // The rate falls in a line to nothing, since small steps at the end find a better place; so its mean is the model's own.
    private readonly float _firstRate = 2 * model.LearningRate;
    private readonly Stopwatch _watch = new();
    private int _step;

    /// <summary>How long the epochs so far took.</summary>
    public TimeSpan Time => _watch.Elapsed;

    /// <summary>Steps of an epoch; the last one takes the images that remain.</summary>
    private int StepsPerEpoch => (digits.Count + BatchSize - 1) / BatchSize;

    /// <summary>Learns once from each image.</summary>
    /// <param name="report">Is told every few steps, and at the end, how far it is.</param>
    public void Epoch(Action<EpochState> report)
    {
        var start = _watch.Elapsed;
        _watch.Start();
        _random.Shuffle(_order);
        var losses = (Sum: 0d, Count: 0);
        for (var first = 0; first < digits.Count; first += BatchSize)
        {
            var count = Math.Min(BatchSize, digits.Count - first);
            var loss = Step(_order.AsSpan(first, count));
            if (_step % ReportEvery != 0 && first + count < digits.Count) continue;
            losses = (losses.Sum + loss.Loss, losses.Count + 1);
            report(new(first + count, losses.Sum / losses.Count, _watch.Elapsed - start));
        }

        _watch.Stop();
    }

    private ModelGen.StepResult Step(ReadOnlySpan<int> numbers)
    {
        model.LearningRate = _firstRate * (1 - ((float)_step++ / (options.Epochs * StepsPerEpoch)));
        _batch.Fill(digits, numbers);
        return model.TrainStep(_batch.Pixels, _batch.Labels);
    }
}
