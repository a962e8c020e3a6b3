namespace ModelGen.Runtime;

/// <summary>
/// The first values of parameters. He: "Delving deep into rectifiers", ICCV 2015; Xavier: Glorot and Bengio, AISTATS 2010; fans as in
/// https://pytorch.org/docs/stable/nn.init.html: for [out, in, window..] fan-in is in times the window, fan-out is out times the window.
/// </summary>
internal static class Initializers
{
    /// <summary>Fills a parameter. Each number depends on the seed, the parameter's number and its own place alone.</summary>
    public static void Fill(Span<double> values, ParameterLayout parameter, ulong seed, int number)
    {
        var start = parameter.Start;
        var (fanIn, fanOut) = Fans(parameter.Dims);
        var fan = start.FanIn > 0 ? start.FanIn : fanIn;
        var stream = (ulong)number;
        switch (start.Kind)
        {
            case InitializerKind.Zeros:
                values.Clear();
                break;
            case InitializerKind.Constant:
                values.Fill(start.First);
                break;
            case InitializerKind.Uniform:
                Uniform(values, start.First, start.Second, seed, stream);
                break;
            case InitializerKind.Normal:
                Normal(values, start.First, start.Second, seed, stream);
                break;
            case InitializerKind.FanInUniform:
                Symmetric(values, fan > 0 ? 1 / Math.Sqrt(fan) : 0, seed, stream);
                break;
            case InitializerKind.HeUniform:
                Symmetric(values, Math.Sqrt(6 / fan), seed, stream);
                break;
            case InitializerKind.HeNormal:
                Normal(values, 0, Math.Sqrt(2 / fan), seed, stream);
                break;
            case InitializerKind.XavierUniform:
                Symmetric(values, Math.Sqrt(6 / (fan + fanOut)), seed, stream);
                break;
            default:
                Normal(values, 0, Math.Sqrt(2 / (fan + fanOut)), seed, stream);
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

    private static void Symmetric(Span<double> values, double bound, ulong seed, ulong stream) => Uniform(values, -bound, bound, seed, stream);

    private static void Uniform(Span<double> values, double low, double high, ulong seed, ulong stream)
    {
        for (var index = 0; index < values.Length; index++) values[index] = low + ((high - low) * Philox.Uniform(seed, stream, (ulong)index));
    }

    private static void Normal(Span<double> values, double mean, double deviation, ulong seed, ulong stream)
    {
        for (var index = 0; index < values.Length; index++) values[index] = mean + (deviation * Philox.Normal(seed, stream, (ulong)index));
    }
}
