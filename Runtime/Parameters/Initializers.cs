namespace ModelGen.Runtime;

/// <summary>
/// The first values of parameters. He: "Delving deep into rectifiers", ICCV 2015; Xavier: Glorot and Bengio, AISTATS 2010; fans as in
/// https://pytorch.org/docs/stable/nn.init.html: for [out, in, window..] fan-in is in times the window, fan-out is out times the window.
/// </summary>
internal static class Initializers
{
    /// <summary>
    /// Fills a part of a parameter, from an element on. Each number depends on the seed, the parameter's number and its own place alone.
    /// </summary>
    public static void Fill(Span<double> values, long first, ParameterLayout parameter, ulong seed, int number)
    {
        var start = parameter.Start;
        var (shapeFan, fanOut) = Fans(parameter.Dims);
        var fanIn = start.FanIn > 0 ? start.FanIn : shapeFan;
        var numbers = new Numbers(seed, (ulong)number, (ulong)first);
        switch (start.Kind)
        {
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Constant:
                values.Fill(start.First);
                break;
            case Initializer.Uniform:
                Uniform(values, start.First, start.Second, numbers);
                break;
            case Initializer.Normal:
                Normal(values, start.First, start.Second, numbers);
                break;
            case Initializer.FanInUniform:
                Symmetric(values, 1 / Math.Sqrt(fanIn), numbers);
                break;
            case Initializer.HeUniform:
                Symmetric(values, Math.Sqrt(6 / fanIn), numbers);
                break;
            case Initializer.HeNormal:
                Normal(values, 0, Math.Sqrt(2 / fanIn), numbers);
                break;
            case Initializer.XavierUniform:
                Symmetric(values, Math.Sqrt(6 / (fanIn + fanOut)), numbers);
                break;
            default:
                Normal(values, 0, Math.Sqrt(2 / (fanIn + fanOut)), numbers);
                break;
        }
    }

    private static (double In, double Out) Fans(long[] dims)
    {
        if (dims.Length == 0) return (1, 1);
        if (dims.Length == 1) return (dims[0], dims[0]);
        var window = dims.Skip(2).Aggregate(1.0, (product, dim) => product * dim);
        return (dims[1] * window, dims[0] * window);
    }

    private static void Symmetric(Span<double> values, double bound, Numbers numbers) => Uniform(values, -bound, bound, numbers);

    private static void Uniform(Span<double> values, double low, double high, Numbers numbers)
    {
        for (var index = 0; index < values.Length; index++)
            values[index] = low + ((high - low) * Philox.Uniform(numbers.Seed, numbers.Stream, numbers.First + (ulong)index));
    }

    private static void Normal(Span<double> values, double mean, double deviation, Numbers numbers)
    {
        for (var index = 0; index < values.Length; index++)
            values[index] = mean + (deviation * Philox.Normal(numbers.Seed, numbers.Stream, numbers.First + (ulong)index));
    }

    private readonly record struct Numbers(ulong Seed, ulong Stream, ulong First);
}
