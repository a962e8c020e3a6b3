namespace ModelGen.Generator.IR;

/// <summary>Whether the elements of a value are finite numbers.</summary>
internal enum Finiteness
{
    /// <summary>They are, unless the model has diverged: parameters, constants, and sums and products of these.</summary>
    Sure,

    /// <summary>They are where the inputs are: a caller may mark what is missing by NaN, or give numbers whose products overflow.</summary>
    AsGiven,

    /// <summary>They need not be: an operation among those that made them has poles, or overflows early.</summary>
    Open,
}

/// <summary>
/// What is known of a value's elements without its inputs: the bounds of those that are numbers, and whether they are finite.
/// </summary>
internal readonly record struct ValueRange(double Low, double High, Finiteness Finiteness)
{
    // e^x of a larger number overflows in single precision.
    private const double GreatestExponent = 80;

    public static ValueRange Unknown(Finiteness finiteness) => new(double.NegativeInfinity, double.PositiveInfinity, finiteness);

    public static ValueRange Between(double low, double high, Finiteness finiteness) => new(low, high, finiteness);

    /// <summary>Whether no element is 0, nor as near to it as one likes.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;

    public ValueRange With(Finiteness finiteness) => this with { Finiteness = finiteness };

    /// <summary>What holds of elements of both.</summary>
    public ValueRange Union(ValueRange other)
        => new(Math.Min(Low, other.Low), Math.Max(High, other.High), Worse(Finiteness, other.Finiteness));

    public ValueRange AtLeast(double bound) => this with { Low = Math.Max(Low, bound) };

    public ValueRange AtMost(double bound) => this with { High = Math.Min(High, bound) };

    public ValueRange Negated() => new(-High, -Low, Finiteness);

    public ValueRange Plus(ValueRange other) => new(Low + other.Low, High + other.High, Worse(Finiteness, other.Finiteness));

    public ValueRange Times(ValueRange other)
    {
        double[] corners = [Product(Low, other.Low), Product(Low, other.High), Product(High, other.Low), Product(High, other.High)];
        return new(corners.Min(), corners.Max(), Worse(Finiteness, other.Finiteness));
    }

    /// <summary>1 / x; a divisor that may be 0 has a pole.</summary>
    public ValueRange Reciprocal() => ExcludesZero ? new(1 / High, 1 / Low, Finiteness) : Unknown(Finiteness.Open);

    public ValueRange Squared()
    {
        var (low, high) = (Math.Abs(Low), Math.Abs(High));
        var least = ExcludesZero ? Math.Min(low, high) : 0;
        return new(least * least, Math.Max(low, high) * Math.Max(low, high), Finiteness);
    }

    public ValueRange Magnitude()
        => new(ExcludesZero ? Math.Min(Math.Abs(Low), Math.Abs(High)) : 0, Math.Max(Math.Abs(Low), Math.Abs(High)), Finiteness);

    public ValueRange Exponential() => new(Math.Exp(Low), Math.Exp(High), High > GreatestExponent ? Finiteness.Open : Finiteness);

    public ValueRange Logarithm() => Low > 0 ? new(Math.Log(Low), Math.Log(High), Finiteness) : Unknown(Finiteness.Open);

    public ValueRange SquareRoot()
        => new(Math.Sqrt(Math.Max(Low, 0)), Math.Sqrt(Math.Max(High, 0)), Low >= 0 ? Finiteness : Finiteness.Open);

    /// <summary>x to the power of a number.</summary>
    public ValueRange Power(double exponent)
    {
        var isWhole = exponent == Math.Floor(exponent);
        if (exponent >= 0 && Low >= 0) return new(Math.Pow(Low, exponent), Math.Pow(High, exponent), Finiteness);
        if (exponent >= 0 && isWhole) return exponent % 2 == 0 ? Magnitude().Power(exponent) : Unknown(Finiteness);
        return Low > 0 ? new(Math.Pow(High, exponent), Math.Pow(Low, exponent), Finiteness) : Unknown(Finiteness.Open);
    }

    /// <summary>A sum of one element or more.</summary>
    public ValueRange Summed() => new(Low >= 0 ? Low : double.NegativeInfinity, High <= 0 ? High : double.PositiveInfinity, Finiteness);

    public static Finiteness Worse(Finiteness left, Finiteness right) => left > right ? left : right;

    // A bound that is not known is no infinite element.
    private static double Product(double left, double right) => left == 0 || right == 0 ? 0 : left * right;
}
