namespace ModelGen;

/// <summary>
/// The random numbers of one sample in one epoch, by <see cref="Philox"/>: the n-th number is a function of seed, epoch, sample, stage and
/// n. It is a value: pass it by reference, or the same numbers come again.
/// </summary>
public struct SampleRandom
{
    // Apart from the numbers of parameters, orders and models that have the same seed.
    private const uint Key = 0x53414D50;

    private readonly SampleContext _context;
    private uint _draws;
    private double? _second;

    internal SampleRandom(SampleContext context) => _context = context;

    /// <summary>A uniform number in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform()
    {
        var (x, y, _, _) = Block();
        return Unit(x, y);
    }

    /// <summary>A uniform number of a range.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">What all stay below, unless it is the minimum.</param>
    public double Uniform(double minimum, double maximum) => minimum + ((maximum - minimum) * Uniform());

    /// <summary>A whole number in [0, count), each as likely as another.</summary>
    /// <param name="count">How many there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)(Uniform() * count);
    }

    /// <summary>A number of the standard normal distribution, by the transform of Box and Muller (1958), which makes two at once.</summary>
    public double Normal()
    {
        if (_second is { } second)
        {
            _second = null;
            return second;
        }

        var (x, y, z, w) = Block();
        var radius = Math.Sqrt(-2 * Math.Log(1 - Unit(x, y)));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Unit(z, w));
        _second = radius * sine;
        return radius * cosine;
    }

    /// <summary>
    /// A number of the gamma distribution with scale 1, by Marsaglia and Tsang, "A simple method for generating gamma variables", TOMS 26,
    /// 2000.
    /// </summary>
    /// <param name="shape">The shape, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not above 0.</exception>
    public double Gamma(double shape)
    {
        if (!(shape > 0 && double.IsFinite(shape)))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "The shape of a gamma distribution is a finite number above 0.");
        if (shape < 1) return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        var (d, c) = (shape - (1.0 / 3), 1 / Math.Sqrt(9 * (shape - (1.0 / 3))));
        while (true)
        {
            var x = Normal();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v))) return d * v;
        }
    }

    /// <summary>A number of the beta distribution, in [0, 1], as a quotient of two of gamma distributions.</summary>
    /// <param name="alpha">The first shape, above 0.</param>
    /// <param name="beta">The second shape, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A shape is not above 0.</exception>
    public double Beta(double alpha, double beta)
    {
        var (first, second) = (Gamma(alpha), Gamma(beta));

        // Of tiny shapes both can be 0 in double; then either end is as likely as its shape is large.
        return first + second > 0 ? first / (first + second) : Uniform() * (alpha + beta) < alpha ? 1 : 0;
    }

    private (uint X, uint Y, uint Z, uint W) Block()
        => Philox.Block((_draws++, (uint)_context.Stage, (uint)_context.Sample, (uint)_context.Epoch),
            ((uint)_context.Seed, (uint)(_context.Seed >> 32) ^ Key));

    private static double Unit(uint high, uint low) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1ul << 53));
}
