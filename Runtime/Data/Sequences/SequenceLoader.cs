using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Makes padded batches of sequences that have different lengths, with their lengths: <c>foreach (var (x, lengths, y) in loader)</c> reads
/// one epoch. Each batch is as long as its longest sequence. The order depends on the seed and the epoch alone. The buffers are made once,
/// so an epoch allocates nothing. One thread may use it at a time.
/// </summary>
/// <typeparam name="TInput">An element of a step: a token, or a number.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
public sealed class SequenceLoader<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly IReadOnlyList<TInput[]> _sequences;
    private readonly TTarget[] _targets;
    private readonly int _features;
    private readonly bool _shuffle;
    private readonly long _seed;
    private readonly TInput _padding;
    private readonly int _targetSize;
    private readonly SampleOrder _order = new();
    private readonly TInput[] _input;
    private readonly int[] _lengths;
    private readonly TTarget[] _target;
    private int _epoch;
    private long _readings;

    /// <summary>Makes a loader.</summary>
    /// <param name="sequences">The sequences, each [T, features] with a T of its own; they are not copied.</param>
    /// <param name="targets">The targets of all, one sequence after the other; they are not copied.</param>
    /// <param name="batchSize">Sequences of a batch; the last one of an epoch may have fewer.</param>
    /// <param name="shuffle">Whether each epoch has an order of its own.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="features">Elements of a step.</param>
    /// <param name="padding">What stands after a sequence's end.</param>
    /// <exception cref="ArgumentNullException">There are no sequences or no targets.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the features are below 1, or a batch is too large for an
    /// array.</exception>
    /// <exception cref="ArgumentException">There are no sequences, one is empty or has no whole steps, or targets are not as many for
    /// each.</exception>
    public SequenceLoader(IReadOnlyList<TInput[]> sequences, TTarget[] targets, int batchSize, bool shuffle = false, long seed = 0,
        int features = 1, TInput padding = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        var longest = Longest(sequences, features);
        if (targets.Length == 0 || targets.Length % sequences.Count != 0)
            throw new ArgumentException($"There are {targets.Length} elements of targets, which are not the same number for each of "
                + $"{sequences.Count} sequences.", nameof(targets));
        (_sequences, _targets, BatchSize, _shuffle, _seed, _features, _padding)
            = (sequences, targets, Math.Min(batchSize, sequences.Count), shuffle, seed, features, padding);
        _targetSize = targets.Length / sequences.Count;
        if ((long)BatchSize * longest > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {BatchSize} sequences of {longest} elements "
                + "has "
                + $"more than an array takes, which is {Array.MaxLength}. Take smaller batches.");
        (_input, _lengths, _target) = (new TInput[BatchSize * longest], new int[BatchSize], new TTarget[BatchSize * _targetSize]);
    }

    /// <summary>Sequences of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches of an epoch.</summary>
    public int Count => (int)(((long)_sequences.Count + BatchSize - 1) / BatchSize);

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

    /// <summary>Begins an epoch, and ends one that is being read.</summary>
    public Enumerator GetEnumerator()
    {
        _order.Begin(_sequences.Count, _shuffle, _seed, _epoch++);
        return new(this, ++_readings);
    }

    private SequenceBatch<TInput, TTarget> Read(int batch)
    {
        var count = Math.Min(BatchSize, _sequences.Count - (batch * BatchSize));
        var longest = 0;
        for (var row = 0; row < count; row++) longest = Math.Max(longest, _sequences[_order[(batch * BatchSize) + row]].Length);
        for (var row = 0; row < count; row++) Copy(_order[(batch * BatchSize) + row], row, longest);
        return new(longest / _features, _input.AsSpan(0, count * longest), _lengths.AsSpan(0, count),
            _target.AsSpan(0, count * _targetSize));
    }

    private void Copy(int number, int row, int longest)
    {
        var sequence = _sequences[number];
        var place = _input.AsSpan(row * longest, longest);
        sequence.CopyTo(place);
        place[sequence.Length..].Fill(_padding);
        _lengths[row] = sequence.Length / _features;
        _targets.AsSpan(number * _targetSize, _targetSize).CopyTo(_target.AsSpan(row * _targetSize));
    }

    private static int Longest(IReadOnlyList<TInput[]> sequences, int features)
    {
        if (sequences.Count == 0) throw new ArgumentException("There are no sequences.", nameof(sequences));
        var longest = 0;
        for (var number = 0; number < sequences.Count; number++)
        {
            var length = sequences[number]?.Length ?? 0;
            if (length == 0 || length % features != 0)
                throw new ArgumentException($"Sequence {number} has {length} elements; it must have 1 step or more, of {features} elements "
                    + "each.", nameof(sequences));
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    /// <summary>One epoch, batch by batch.</summary>
    public struct Enumerator
    {
        private readonly SequenceLoader<TInput, TTarget> _loader;
        private readonly long _reading;
        private int _batch;

        internal Enumerator(SequenceLoader<TInput, TTarget> loader, long reading) => (_loader, _reading, _batch) = (loader, reading, -1);

        /// <summary>The batch; its memory is used again for the next.</summary>
        public readonly SequenceBatch<TInput, TTarget> Current => _loader.Read(_batch);

        /// <summary>Goes to the next batch.</summary>
        /// <returns>False after the last.</returns>
        /// <exception cref="InvalidOperationException">Another loop over the loader was begun.</exception>
        public bool MoveNext() => _reading != _loader._readings
            ? throw new InvalidOperationException("Another loop over this SequenceLoader was begun, and both would use its buffers; make a "
                + "loader for each.")
            : ++_batch < _loader.Count;
    }
}
