namespace Benchmarks;

/// <summary>One comparison: a model on both sides, with how many samples a batch has.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Batch">Samples of a batch; as printed, the numbers that are compared are of this batch.</param>
/// <param name="Own">Makes our side for a number of threads and a batch.</param>
/// <param name="Other">Makes the other side for a batch.</param>
internal sealed record Case(string Name, int Batch, Func<int, int, Side> Own, Func<int, Side> Other)
{
    /// <summary>How many times faster than TorchSharp a training step is to be, where that is asked for.</summary>
    public double? Target { get; init; }

    /// <summary>How many times faster a prediction is to be, where that is asked for.</summary>
    public double? InferenceTarget { get; init; }

    /// <summary>Whether it is among those of --quick.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Whether its time is measured for batches from 1 to 1024.</summary>
    public bool Grows { get; init; }

    /// <summary>Numbers in [-1, 1) that a generator of a seed gives.</summary>
    public static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>Labels in turn.</summary>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(index => index * 7 % classes)];
}
