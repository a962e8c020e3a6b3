namespace ModelGen.Generator.IR;

/// <summary>Counts the streams of random numbers of a graph and its bodies.</summary>
internal sealed class StreamCounter
{
    private int _count;

    public int Next() => _count++;

    /// <summary>Leaves out those that another one gave.</summary>
    public void Skip(StreamCounter other) => _count = Math.Max(_count, other._count);
}
