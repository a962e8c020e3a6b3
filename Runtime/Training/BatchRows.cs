using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>One input's part of each batch: where the order is shuffled its rows are copied together; for emitted code.</summary>
/// <typeparam name="T">An element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchRows<T>
{
    private readonly FitBatches _batches;
    private readonly int _size;
    private readonly T[] _rows;

    /// <param name="batches">The batches.</param>
    /// <param name="elements">Elements of all samples together.</param>
    public BatchRows(FitBatches batches, int elements)
    {
        (_batches, _size) = (batches, elements / batches.Samples);
        _rows = batches.IsShuffled ? new T[batches.BatchSize * _size] : [];
    }

    /// <summary>The rows of the batch.</summary>
    /// <param name="all">The values of all samples.</param>
    public ReadOnlySpan<T> Of(ReadOnlySpan<T> all)
    {
        if (!_batches.IsShuffled) return _batches.Part(all);
        for (var row = 0; row < _batches.Count; row++) all.Slice(_batches.Sample(row) * _size, _size).CopyTo(_rows.AsSpan(row * _size));
        return _rows.AsSpan(0, _batches.Count * _size);
    }
}
