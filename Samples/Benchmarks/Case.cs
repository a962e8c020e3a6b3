namespace Benchmarks;

/// <summary>One comparison.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Target">How many times faster than TorchSharp a training step is to be.</param>
/// <param name="ModelGen">Makes our side for a number of threads.</param>
/// <param name="Torch">Makes the other side.</param>
/// <param name="IsQuick">Whether it is among those of --quick.</param>
internal sealed record Case(string Name, double Target, Func<int, Side> ModelGen, Func<Side> Torch, bool IsQuick = false)
{
    /// <summary>Numbers in [-1, 1) that a generator of a seed gives.</summary>
    public static float[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    /// <summary>Labels in turn.</summary>
    public static int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(index => index * 7 % classes)];
}
