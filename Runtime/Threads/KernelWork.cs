using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>
/// Shares a space of rows out as items of about equal work. The borders depend on the sizes alone, and small spaces are one item, which the
/// caller's thread does.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct KernelWork
{
    // Visits of elements that take as long as waking a thread, some microseconds.
    private const long Grain = 8192;

    private readonly long _rows;
    private readonly long _length;
    private readonly long _rowsPerItem;
    private readonly long _chunk;
    private readonly long _chunks;

    private KernelWork(long rows, long length, long rowsPerItem, long chunk)
    {
        (_rows, _length, _rowsPerItem, _chunk) = (rows, length, Math.Max(rowsPerItem, 1), Math.Max(chunk, 1));
        _chunks = Math.Max((length + _chunk - 1) / _chunk, 1);
    }

    /// <summary>How many items there are.</summary>
    public int Items => checked((int)((_rows + _rowsPerItem - 1) / _rowsPerItem * _chunks));

    /// <summary>Rows that must stay whole.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="length">Elements of each.</param>
    /// <param name="cost">Visits that an element takes.</param>
    public static KernelWork OfRows(long rows, long length, long cost = 1) => new(rows, length, Grain / Math.Max(length * cost, 1), length);

    /// <summary>Rows whose elements are independent, so that long ones are parted.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="length">Elements of each.</param>
    /// <param name="cost">Visits that an element takes.</param>
    /// <param name="least">Neighbours that stay together; a multiple of 64.</param>
    public static KernelWork OfElements(long rows, long length, long cost = 1, long least = 64)
    {
        var grain = Math.Max(Grain / Math.Max(cost, 1), least);
        return length <= 2 * grain ? new(rows, length, grain / Math.Max(length, 1), length) : new(rows, length, 1, grain / 64 * 64);
    }

    /// <summary>The part of the space that an item is.</summary>
    /// <param name="item">In [0, Items).</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="endRow">The row after the last.</param>
    /// <param name="begin">The first element of each row.</param>
    /// <param name="end">The element after the last.</param>
    public void Part(int item, out long firstRow, out long endRow, out long begin, out long end)
    {
        firstRow = item / _chunks * _rowsPerItem;
        endRow = Math.Min(firstRow + _rowsPerItem, _rows);
        begin = item % _chunks * _chunk;
        end = Math.Min(begin + _chunk, _length);
    }
}
