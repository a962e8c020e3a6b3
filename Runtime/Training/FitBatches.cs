using System.ComponentModel;
using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>Goes through samples in memory batch by batch, once an epoch; for emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FitBatches
{
    private readonly ModelExecutor _executor;
    private readonly SampleOrder _order = new();
    private readonly bool _shuffle;
    private readonly long? _seed;
    private int _first;

    /// <param name="executor">The model's.</param>
    /// <param name="samples">How many samples.</param>
    /// <param name="batchSize">Samples of a batch; the last one may have fewer.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="seed">The seed of the orders; null for the model's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is below 1.</exception>
    public FitBatches(ModelExecutor executor, long samples, int batchSize, bool shuffle = false, long? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        (_executor, Samples, BatchSize, _shuffle, _seed) = (executor, (int)samples, (int)Math.Min(batchSize, Math.Max(samples, 1)), shuffle,
            seed);
    }

    /// <summary>How many samples.</summary>
    public int Samples { get; }

    /// <summary>Samples of the batch.</summary>
    public int Count { get; private set; }

    internal int BatchSize { get; }

    internal bool IsShuffled => _shuffle;

    /// <summary>Goes to the next batch; after the last, the epoch begins anew.</summary>
    /// <returns>False after the last.</returns>
    public bool Next()
    {
        _first += Count;

        // By the step count, so that training that goes on from a file has the orders that it would have had.
        if (_first == 0 && _shuffle) _order.Begin(Samples, _shuffle, _seed ?? _executor.Seed, _executor.StepCount);
        Count = Math.Min(BatchSize, Samples - _first);
        if (Count > 0) return true;
        _first = 0;
        return false;
    }

    /// <summary>The batch's part of values that lie as the samples stand.</summary>
    /// <typeparam name="T">An element.</typeparam>
    /// <param name="all">The values of all samples.</param>
    public ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all)
    {
        var size = all.Length / Samples;
        return all.Slice(_first * size, Count * size);
    }

    /// <summary>Looks for a number that is not finite in an input of the batch whose loss is not.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="run">Knows the step.</param>
    /// <param name="input">The input's name.</param>
    /// <param name="all">The values of all samples.</param>
    /// <returns>Where it stands, for the message; null if there is none.</returns>
    public string? NotFinite<T>(FitRun run, string input, ReadOnlySpan<T> all)
        where T : IFloatingPointIeee754<T>
    {
        run.SawInputs();
        var (first, size) = ((run.FailedStep - 1) * BatchSize, all.Length / Samples);
        for (var place = (int)first; place < Math.Min(first + BatchSize, Samples); place++)
        {
            var sample = _shuffle ? _order[place] : place;
            var found = FiniteCheck.Find($"input {input}", all.Slice(sample * size, size), 0, $"in sample {sample}, element");
            if (found is not null) return found;
        }

        return null;
    }

    internal int Sample(int row) => _order[_first + row];
}
