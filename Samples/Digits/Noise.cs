namespace MnistDigits;

/// <summary>Standard normal numbers, by the method of Box and Muller, for a model to make images of.</summary>
/// <param name="seed">The same seed gives the same numbers.</param>
public sealed class Noise(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Draws all numbers anew.</summary>
    public void Fill(Span<float> numbers)
    {
        foreach (ref var number in numbers)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            number = (float)(radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
        }
    }
}
