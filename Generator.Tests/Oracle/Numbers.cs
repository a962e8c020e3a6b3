using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>Numbers for tests, from fixed seeds, and their comparison.</summary>
internal static class Numbers
{
    public static double[] Uniform(int seed, int count, double low, double high)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextDouble())).ToArray();
    }

    /// <summary>Equal, both NaN, or nearer than the tolerance relative to the larger of the size and 1.</summary>
    public static bool Close(double a, double b, double tolerance)
        => a.Equals(b) || a == b || Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    public static void MustBeClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: expected {expected.Count} numbers, got {actual.Count}");
        for (var index = 0; index < expected.Count; index++)
            Assert.True(Close(expected[index], actual[index], tolerance),
                $"{what}[{index}]: expected {expected[index]:R}, got {actual[index]:R}");
    }

    /// <summary>Compares each gradient with (f(x+h) - f(x-h)) / 2h.</summary>
    public static void MustMatchCentralDifferences(Graph gradientGraph, Bindings bindings, double tolerance, string what)
    {
        var loss = gradientGraph.Outputs.Single(output => output.Role == OutputRole.Loss).Node;
        foreach (var (name, gradient) in Interpreter.Outputs(gradientGraph, bindings, OutputRole.Gradient))
        {
            var data = bindings.Parameters.TryGetValue(name, out var parameter) ? parameter : bindings.Inputs[name];
            for (var index = 0; index < data.Length; index++)
            {
                var (kept, h) = (data[index], 1e-5);
                data[index] = kept + h;
                var above = Interpreter.Run(gradientGraph, bindings)[loss].Data[0];
                data[index] = kept - h;
                var below = Interpreter.Run(gradientGraph, bindings)[loss].Data[0];
                data[index] = kept;
                var slope = (above - below) / (2 * h);
                Assert.True(Close(slope, gradient.Data[index], tolerance),
                    $"{what}: d/d{name}[{index}]: differences {slope:R}, gradient {gradient.Data[index]:R}");
            }
        }
    }
}
