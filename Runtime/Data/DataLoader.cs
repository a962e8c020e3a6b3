using System.ComponentModel;
using System.Globalization;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Makes batches of a data set: <c>foreach (var (x, y) in loader) model.TrainStep(x, y);</c> reads one epoch. The order, and the random
/// numbers that samples are made with, depend on the seed and the epoch alone, whatever the number of workers. The buffers are made once,
/// so an epoch allocates nothing. One thread may use it at a time.
/// </summary>
/// <typeparam name="TInput">An element of an input.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
public sealed class DataLoader<TInput, TTarget> : IDisposable, IBatchSource
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly bool _shuffle;
    private readonly long _seed;
    private readonly bool _dropLast;
    private readonly TInput[][] _inputs;
    private readonly TTarget[][] _targets;
    private readonly SampleOrder _order = new();
    private readonly ReadAhead? _ahead;
    private readonly ThreadLocal<bool> _isFilling = new();
    private int _epoch;
    private int _currentEpoch;
    private long _readings;
    private bool _isRead;
    private bool _isDisposed;

    /// <summary>Makes a loader and starts its workers.</summary>
    /// <param name="dataSet">The samples.</param>
    /// <param name="batchSize">Samples of a batch; the last batch of an epoch may have fewer.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own; if not, samples come as they stand in the set.</param>
    /// <param name="seed">The seed of the orders and of the samples' random numbers.</param>
    /// <param name="dropLast">Whether to leave out a last batch that has fewer samples.</param>
    /// <param name="workers">Threads that read ahead; with 0, the thread of the loop reads each batch when it is wanted.</param>
    /// <param name="readAhead">How many batches are kept ready for each worker.</param>
    /// <exception cref="ArgumentNullException">There is no data set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or <paramref name="readAhead"/> is below 1, or
    /// <paramref name="workers"/> below 0, or a batch or all of them are too many for arrays.</exception>
    public DataLoader(DataSet<TInput, TTarget> dataSet, int batchSize = 1, bool shuffle = false, long seed = 0, bool dropLast = false,
        int workers = 0, int readAhead = 2)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(readAhead, 1);
        (DataSet, BatchSize, _shuffle, _seed, _dropLast) = (dataSet, batchSize, shuffle, seed, dropLast);

        // One more is in the loop's hands.
        var places = ((long)workers * readAhead) + 1;
        if (places > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(readAhead), readAhead, $"{workers} workers that read {readAhead} batches ahead "
                + $"need {places} batches; at most {Array.MaxLength} are kept. Read fewer ahead.");
        var (input, target) = (Elements(batchSize, dataSet.InputSize), Elements(batchSize, dataSet.TargetSize));
        _inputs = [.. Enumerable.Range(0, (int)places).Select(_ => new TInput[input])];
        _targets = [.. Enumerable.Range(0, (int)places).Select(_ => new TTarget[target])];
        if (workers > 0) _ahead = new(workers, (int)places, Fill);
    }

    /// <summary>The samples.</summary>
    public DataSet<TInput, TTarget> DataSet { get; }

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches of an epoch.</summary>
    public int Count => Batches(DataSet.Count);

    /// <summary>The unlike sizes of an epoch's batches; for emitted code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IEnumerable<long> BatchSizes => InputCheck.BatchSizes(DataSet.Count, BatchSize, _dropLast);

    /// <summary>
    /// Which epoch the next loop reads: 0 at first, and one more after each. Set it to go on where another program ended.
    /// </summary>
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

    /// <inheritdoc/>
    long IBatchSource.Turn
    {
        get => _epoch;
        set => Epoch = (int)value;
    }

    /// <inheritdoc/>
    long IBatchSource.MostTurns => int.MaxValue;

    /// <inheritdoc/>
    int IBatchSource.Batches => Count;

    /// <inheritdoc/>
    string IBatchSource.Description
        => string.Create(CultureInfo.InvariantCulture, $"{DataSet.Count} samples in batches of {BatchSize}")
            + (_shuffle ? string.Create(CultureInfo.InvariantCulture, $", shuffled by the seed {_seed}") : "")
            + (_dropLast ? ", without what is left" : "");

    /// <summary>Begins an epoch.</summary>
    /// <exception cref="InvalidOperationException">Another loop over this loader has not ended.</exception>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    public Enumerator GetEnumerator() => Read(0, int.MaxValue, inOrder: false, again: null);

    /// <summary>Ends the workers, when each has ended the batch that it is reading.</summary>
    /// <exception cref="InvalidOperationException">It is called by the data set's Fill, on which it would wait.</exception>
    public void Dispose()
    {
        CheckIsNotFilling();
        _isDisposed = true;
        _ahead?.Dispose();
    }

    /// <inheritdoc/>
    long IBatchSource.SamplesOf(int batches) => Math.Min((long)batches * BatchSize, DataSet.Count);

    /// <summary>Begins to read a part of an epoch.</summary>
    /// <param name="first">The first batch.</param>
    /// <param name="end">The batch before which to end, if the epoch has as many.</param>
    /// <param name="inOrder">Whether the samples come as they stand in the set, though the loader shuffles them.</param>
    /// <param name="again">Tells, where it is given, whether the batch that was last is wanted once more.</param>
    internal Enumerator Read(int first, int end, bool inOrder, Func<bool>? again)
    {
        CheckIsNotFilling();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isRead)
            throw new InvalidOperationException(
                "Another loop over this DataLoader has not ended, and both would use its buffers; make a loader for each.");
        var samples = DataSet.Count;
        if (samples < 0) throw new InvalidOperationException($"{DataSet.GetType().Name}.Count is {samples}; it must be 0 or more.");
        if (_epoch == int.MaxValue)
            throw new InvalidOperationException($"This DataLoader has read {int.MaxValue} epochs, which is as far as it counts; set "
                + $"Epoch to begin anew.");
        _currentEpoch = _epoch++;
        _order.Begin(samples, _shuffle && !inOrder, _seed, _currentEpoch);
        _isRead = true;
        var batches = Math.Min(end, Batches(samples));
        _ahead?.Begin(first, batches);
        return new(this, ++_readings, first, batches, again);
    }

    private int Batches(int samples) => _dropLast ? samples / BatchSize : (int)(((long)samples + BatchSize - 1) / BatchSize);

    private int Samples(int batch) => Math.Min(BatchSize, _order.Count - (batch * BatchSize));

    /// <summary>The place of a batch, once it is there.</summary>
    private int Take(int batch)
    {
        CheckIsNotFilling();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_ahead is not null) return _ahead.Take(batch);
        Fill(batch, 0);
        return 0;
    }

    private void End(long reading)
    {
        CheckIsNotFilling();
        if (reading != _readings || !_isRead) return;
        _ahead?.End();
        _isRead = false;
    }

    private void Fill(int batch, int place)
    {
        // What Fill leaves out must not be what an earlier batch wrote, for that depends on the number of workers.
        Array.Clear(_inputs[place]);
        Array.Clear(_targets[place]);
        for (var row = 0; row < Samples(batch); row++)
            Fill(_order[(batch * BatchSize) + row], _inputs[place].AsSpan(row * DataSet.InputSize, DataSet.InputSize),
                _targets[place].AsSpan(row * DataSet.TargetSize, DataSet.TargetSize));
    }

    private void Fill(int index, Span<TInput> input, Span<TTarget> target)
    {
        _isFilling.Value = true;
        try
        {
            DataSet.Fill(index, new SampleContext(_seed, _currentEpoch, index), input, target);
        }
        catch (Exception exception)
        {
            throw new DataLoadException(index, DataSet.GetType().Name, exception);
        }
        finally
        {
            _isFilling.Value = false;
        }
    }

    private void CheckIsNotFilling()
    {
        if (_isFilling.Value)
            throw new InvalidOperationException($"Fill of {DataSet.GetType().Name} uses the DataLoader that calls it, which would wait "
                + $"for itself. Dispose or read a loader outside of Fill.");
    }

    private static int Elements(int batchSize, int size)
        => (long)batchSize * size is var elements && elements <= Array.MaxLength ? (int)elements
        : throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {batchSize} samples of {size} elements has "
            + $"{elements}, and an array takes at most {Array.MaxLength}. Take smaller batches.");

    /// <summary>One epoch, batch by batch.</summary>
    public struct Enumerator : IDisposable
    {
        private readonly DataLoader<TInput, TTarget> _loader;
        private readonly long _reading;
        private readonly int _batches;
        private readonly Func<bool>? _again;
        private int _batch;
        private int _place;

        internal Enumerator(DataLoader<TInput, TTarget> loader, long reading, int first, int batches, Func<bool>? again)
            => (_loader, _reading, _batch, _batches, _again) = (loader, reading, first - 1, batches, again);

        /// <summary>The batch; its memory is used again when the next one is asked for.</summary>
        public readonly Batch<TInput, TTarget> Current
        {
            get
            {
                var samples = _loader.Samples(_batch);
                return new(samples, _loader._inputs[_place].AsSpan(0, samples * _loader.DataSet.InputSize),
                    _loader._targets[_place].AsSpan(0, samples * _loader.DataSet.TargetSize));
            }
        }

        /// <summary>Waits for the next batch.</summary>
        /// <returns>False after the last.</returns>
        /// <exception cref="DataLoadException">The data set failed; the message names the sample.</exception>
        /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
        public bool MoveNext()
        {
            if (_again is not null && _again()) return true;
            if (_batch + 1 >= _batches) return false;
            _place = _loader.Take(++_batch);
            return true;
        }

        /// <summary>Ends the epoch; batches that were read ahead are dropped.</summary>
        public readonly void Dispose() => _loader.End(_reading);
    }
}
