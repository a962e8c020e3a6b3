using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Makes batches of samples of any kind by a function of yours: of texts, graphs, images of different sizes.
/// <c>foreach (var batch in loader)</c> reads one epoch, whose order depends on the seed and the epoch alone. One thread may use it at a
/// time.
/// </summary>
/// <typeparam name="TSample">A sample.</typeparam>
/// <typeparam name="TBatch">What the function makes of some.</typeparam>
public sealed class CollateLoader<TSample, TBatch>
{
    private readonly IReadOnlyList<TSample> _samples;
    private readonly Func<IReadOnlyList<TSample>, TBatch> _collate;
    private readonly bool _shuffle;
    private readonly long _seed;
    private readonly bool _dropLast;
    private int _epoch;

    /// <summary>Makes a loader.</summary>
    /// <param name="samples">The samples; they are not copied.</param>
    /// <param name="batchSize">Samples of a batch; the last one of an epoch may have fewer.</param>
    /// <param name="collate">Makes a batch of some samples, in their order. The list is used again for the next batch.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="dropLast">Whether to leave out a last batch that has fewer samples.</param>
    /// <exception cref="ArgumentNullException">There are no samples, or no function.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public CollateLoader(IReadOnlyList<TSample> samples, int batchSize, Func<IReadOnlyList<TSample>, TBatch> collate, bool shuffle = false,
        long seed = 0, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(collate);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (_samples, BatchSize, _collate, _shuffle, _seed, _dropLast) = (samples, batchSize, collate, shuffle, seed, dropLast);
    }

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches of an epoch.</summary>
    public int Count => (int)(((long)_samples.Count + (_dropLast ? 0 : BatchSize - 1)) / BatchSize);

    /// <summary>Which epoch the next loop reads: 0 at first, and one more after each.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0.</exception>
    public int Epoch
    {
        get => _epoch;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _epoch = value;
        }
    }

    /// <summary>Reads an epoch.</summary>
    public IEnumerator<TBatch> GetEnumerator()
    {
        var (order, batch) = (new SampleOrder(), new List<TSample>(BatchSize));
        order.Begin(_samples.Count, _shuffle, _seed, _epoch++);
        for (var (number, batches) = (0, Count); number < batches; number++)
        {
            var first = number * BatchSize;
            batch.Clear();
            for (var row = first; row < Math.Min(first + BatchSize, order.Count); row++) batch.Add(_samples[order[row]]);
            yield return _collate(batch);
        }
    }
}
