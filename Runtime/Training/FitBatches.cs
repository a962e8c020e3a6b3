using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace ModelGen.Runtime;

/// <summary>Goes through samples in memory batch by batch, once an epoch; for emitted code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FitBatches : IBatchSource
{
    private const int None = -1;

    private readonly FitRun _run;
    private readonly SampleOrder _order = new();
    private readonly bool _isValidation;
    private int _batch = None;
    private long? _turn;

    internal FitBatches(FitRun run, long samples, bool isValidation)
    {
        var options = run.Options;
        (_run, Samples, _isValidation) = (run, (int)samples, isValidation);
        BatchSize = (int)Math.Min(options.BatchSize, Math.Max(samples, 1));
        IsShuffled = options.Shuffle && !options.IsInOrder && !isValidation;
    }

    /// <summary>How many samples.</summary>
    public int Samples { get; }

    /// <summary>Samples of the batch.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    long IBatchSource.Turn
    {
        // By the step count, so that training that goes on from a file has the orders that it would have had.
        get => _turn ?? (_isValidation ? 0 : _run.Executor.StepCount);
        set => _turn = value;
    }

    /// <inheritdoc/>
    long IBatchSource.MostTurns => long.MaxValue;

    /// <inheritdoc/>
    int IBatchSource.Batches => (int)(((long)Samples + BatchSize - 1) / BatchSize);

    /// <inheritdoc/>
    string IBatchSource.Description
        => string.Create(CultureInfo.InvariantCulture, $"{Samples} samples in batches of {BatchSize}")
            + (!IsShuffled ? "" : _run.Options.Seed is { } seed
                ? string.Create(CultureInfo.InvariantCulture, $", shuffled by the seed {seed}")
                : ", shuffled by the model's seed");

    internal int BatchSize { get; }

    internal bool IsShuffled { get; }

    private int First => _batch * BatchSize;

    /// <summary>Goes to the next batch; after the last, the epoch begins anew.</summary>
    /// <returns>False after the last.</returns>
    public bool Next()
    {
        if (_run.RunsAgain) return true;
        var (first, end) = _isValidation ? (0, _run.Options.MostBatches) : _run.Batches;
        if (_batch == None) Begin(first);
        else _batch++;
        Count = _batch < end ? Math.Min(BatchSize, Samples - First) : 0;
        if (Count > 0) return true;
        (_batch, Count) = (None, 0);
        return false;
    }

    /// <inheritdoc/>
    long IBatchSource.SamplesOf(int batches) => Math.Min((long)batches * BatchSize, Samples);

    /// <summary>The batch's part of values that lie as the samples stand.</summary>
    /// <typeparam name="T">An element.</typeparam>
    /// <param name="all">The values of all samples.</param>
    public ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> all)
    {
        var size = all.Length / Samples;
        return all.Slice(First * size, Count * size);
    }

    /// <summary>Looks for a number that is not finite in an input of the batch whose loss is not.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="input">The input's name.</param>
    /// <param name="all">The values of all samples.</param>
    /// <returns>Where it stands, for the message; null if there is none.</returns>
    public string? NotFinite<T>(string input, ReadOnlySpan<T> all)
        where T : IFloatingPointIeee754<T>
    {
        if (_run.FailedStep == 0) return null;
        _run.SawInputs();
        var (first, size) = ((_run.FailedStep - 1) * BatchSize, all.Length / Samples);
        for (var place = (int)first; place < Math.Min(first + BatchSize, Samples); place++)
        {
            var sample = IsShuffled ? _order[place] : place;
            var found = FiniteCheck.Find($"input {input}", all.Slice(sample * size, size), 0, $"in sample {sample}, element");
            if (found is not null) return found;
        }

        return null;
    }

    internal int Sample(int row) => _order[First + row];

    private void Begin(int first)
    {
        _batch = first;
        if (IsShuffled) _order.Begin(Samples, IsShuffled, _run.Options.Seed ?? _run.Executor.Seed, _run.Position.Turn);
        _turn = null;
    }
}
