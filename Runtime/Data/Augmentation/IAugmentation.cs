namespace ModelGen;

/// <summary>
/// Changes an input at random, so that a model sees another one in each epoch. Random numbers come of the argument alone; a loader's
/// workers
/// call it at the same time, so it keeps nothing.
/// </summary>
public interface IAugmentation
{
    /// <summary>Changes an input in place.</summary>
    /// <param name="input">The input.</param>
    /// <param name="random">The sample's random numbers in this epoch.</param>
    /// <exception cref="ArgumentException">The input is of another size.</exception>
    void Apply(Span<float> input, ref SampleRandom random);
}
