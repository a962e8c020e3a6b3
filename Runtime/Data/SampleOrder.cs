namespace ModelGen.Runtime;

/// <summary>The order in which an epoch takes its samples: it depends on the seed and the epoch alone.</summary>
internal sealed class SampleOrder
{
    // Apart from the streams of parameters and of the numbers that a model draws.
    private const ulong Streams = 1UL << 63;

    private int[] _indices = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The sample at a place of the order.</summary>
    public int this[int place] => _indices[place];

    /// <summary>Orders anew.</summary>
    /// <param name="count">How many samples.</param>
    /// <param name="shuffle">Whether to shuffle; if not, they are taken as they stand.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="turn">Which shuffle of the seed.</param>
    public void Begin(int count, bool shuffle, long seed, long turn)
    {
        if (_indices.Length < count) _indices = new int[count];
        Count = count;
        for (var index = 0; index < count; index++) _indices[index] = index;
        if (shuffle) Shuffle((ulong)seed, Streams | (ulong)turn);
    }

    /// <summary>
    /// Fisher and Yates's shuffle, as of Durstenfeld 1964: each place from the last one on gets one of those not yet placed.
    /// </summary>
    private void Shuffle(ulong seed, ulong stream)
    {
        for (var last = Count - 1; last > 0; last--)
        {
            var other = (int)(Philox.Uniform(seed, stream, (ulong)last) * (last + 1));
            (_indices[last], _indices[other]) = (_indices[other], _indices[last]);
        }
    }
}
