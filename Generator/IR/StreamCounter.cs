namespace ModelGen.Generator.IR;

/// <summary>Counts the streams of random numbers of a graph and its bodies.</summary>
internal sealed class StreamCounter
{
    private int _count;

    public int Next() => _count++;
}
