using System.Globalization;
using MnistDigits;
using Spectre.Console;

namespace Gan;

/// <summary>Trains the judge, and the painter and the critic in turn, on shuffled batches of real digits.</summary>
internal sealed class Trainer(DigitSet digits, int seed)
{
    private const int BatchSize = 64;

    private readonly DigitBatch _batch = new(BatchSize, Scale);
    private readonly int[] _order = [.. Enumerable.Range(0, digits.Count)];
    private readonly Random _random = new(seed);
    private readonly Noise _noise = new(seed);
    private readonly float[] _numbers = new float[BatchSize * DigitGan.NoiseSize];

    /// <summary>A pixel of the models, of the ink from 0 to 1.</summary>
    public static float Scale(float ink) => (2 * ink) - 1;

    /// <summary>Trains the judge on each image once.</summary>
    public void Train(Judge judge)
    {
        foreach (var numbers in Shuffled())
        {
            _batch.Fill(digits, numbers);
            judge.TrainStep(_batch.Pixels, _batch.Labels);
        }
    }

    /// <summary>Trains the critic on each image once, and the painter as often.</summary>
    /// <param name="gan">Both of them.</param>
    /// <param name="epochs">How often.</param>
    public void Train(DigitGan gan, int epochs)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var (critic, painter, steps) = (0d, 0d, 0);
            foreach (var numbers in Shuffled())
            {
                _batch.Fill(digits, numbers);
                _noise.Fill(_numbers);
                critic += gan.TrainCritic(_numbers, _batch.Pixels);
                _noise.Fill(_numbers);
                painter += gan.TrainPainter(_numbers);
                steps++;
            }

            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"epoch {epoch}/{epochs}  loss of the critic {critic / steps:F3}, of the painter {painter / steps:F3}"));
        }
    }

    // Batches of one size; what is left over waits for the next epoch.
    private IEnumerable<int[]> Shuffled()
    {
        _random.Shuffle(_order);
        return _order.Chunk(BatchSize).Where(numbers => numbers.Length == BatchSize);
    }
}
