namespace ModelGen;

/// <summary>
/// Counter-based random numbers: the number at an index depends on the seed, the stream and the index alone, so that any thread or device
/// can compute any of them in any order. Philox4x32-10 of Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;

    /// <summary>The 128 random bits at a counter under a key of 64 bits.</summary>
    /// <param name="counter">The place in the sequence, four words, the lowest first.</param>
    /// <param name="key">The sequence, two words, the lowest first.</param>
    /// <returns>Four independent words, each uniform over all 32-bit values.</returns>
    public static (uint X, uint Y, uint Z, uint W) Block((uint X, uint Y, uint Z, uint W) counter, (uint Low, uint High) key)
    {
        var (x, y, z, w) = counter;
        var (low, high) = key;
        for (var round = 0; round < Rounds; round++)
        {
            var first = 0xD2511F53ul * x;
            var second = 0xCD9E8D57ul * z;
            (x, y, z, w) = ((uint)(second >> 32) ^ y ^ low, (uint)second, (uint)(first >> 32) ^ w ^ high, (uint)first);
            unchecked
            {
                low += 0x9E3779B9;
                high += 0xBB67AE85;
            }
        }

        return (x, y, z, w);
    }

    /// <summary>A uniform number in [0, 1): a multiple of 2^-53.</summary>
    /// <param name="seed">The seed of the whole run.</param>
    /// <param name="stream">What the numbers are for, such as the number of a parameter.</param>
    /// <param name="index">The place in the stream.</param>
    public static double Uniform(ulong seed, ulong stream, ulong index)
    {
        var (x, y, _, _) = Block(seed, stream, index);
        return ToUnit(x, y);
    }

    /// <summary>
    /// A number of the standard normal distribution, by the transform of Box and Muller (Annals of Mathematical Statistics 29, 1958).
    /// </summary>
    /// <param name="seed">The seed of the whole run.</param>
    /// <param name="stream">What the numbers are for, such as the number of a parameter.</param>
    /// <param name="index">The place in the stream.</param>
    public static double Normal(ulong seed, ulong stream, ulong index)
    {
        var (x, y, z, w) = Block(seed, stream, index);
        return Math.Sqrt(-2 * Math.Log(1 - ToUnit(x, y))) * Math.Cos(2 * Math.PI * ToUnit(z, w));
    }

    /// <summary>A uniform number in [0, 1), a multiple of 2^-24: the element of a tensor of random numbers in a model.</summary>
    /// <param name="index">The element's place in the tensor.</param>
    /// <param name="stream">The tensor.</param>
    /// <param name="turn">The turn of the loops that it is made in.</param>
    /// <param name="step">The call that it is made in.</param>
    /// <param name="seed">The model's seed.</param>
    public static float UnitFloat(uint index, uint stream, uint turn, long step, long seed)
        => (Block((index, stream, turn, (uint)step), ((uint)seed, (uint)(seed >> 32) ^ (uint)(step >> 32))).X >> 8) * (1f / (1 << 24));

    private static (uint X, uint Y, uint Z, uint W) Block(ulong seed, ulong stream, ulong index)
        => Block(((uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32)), ((uint)seed, (uint)(seed >> 32)));

    private static double ToUnit(uint high, uint low) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1ul << 53));
}
