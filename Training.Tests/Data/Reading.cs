namespace ModelGen.Tests.Data;

/// <summary>Reads whole sets and epochs.</summary>
internal static class Reading
{
    /// <summary>Sample i is [i, i + 0.5] with the label i % 3.</summary>
    public static DataSet<float, int> Numbers(int count) => DataSet.Of(
        [.. Enumerable.Range(0, count).SelectMany(index => (float[])[index, index + 0.5f])],
        [.. Enumerable.Range(0, count).Select(index => index % 3)],
        count);

    /// <summary>All inputs of an epoch, sample by sample.</summary>
    public static float[] Inputs<TTarget>(DataSet<float, TTarget> set, int workers = 0, long seed = 0, int epoch = 0, bool shuffle = false)
        where TTarget : unmanaged
    {
        using var loader = new DataLoader<float, TTarget>(set, batchSize: 3, shuffle, seed, workers: workers) { Epoch = epoch };
        var all = new List<float>();
        foreach (var (input, _) in loader) all.AddRange(input);
        return [.. all];
    }

    /// <summary>All targets of an epoch.</summary>
    public static TTarget[] Targets<TInput, TTarget>(DataSet<TInput, TTarget> set, int workers = 0, long seed = 0, int epoch = 0)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        using var loader = new DataLoader<TInput, TTarget>(set, batchSize: 4, seed: seed, workers: workers) { Epoch = epoch };
        var all = new List<TTarget>();
        foreach (var (_, target) in loader) all.AddRange(target);
        return [.. all];
    }

    /// <summary>The first element of each sample's input.</summary>
    public static int[] Firsts<TTarget>(DataSet<float, TTarget> set)
        where TTarget : unmanaged
        => [.. Inputs(set).Chunk(set.InputSize).Select(sample => (int)sample[0])];
}
