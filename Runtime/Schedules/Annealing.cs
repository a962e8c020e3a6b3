namespace ModelGen.Runtime;

/// <summary>Ways from one rate to another.</summary>
internal static class Annealing
{
    /// <summary>Along half a wave.</summary>
    /// <param name="start">The rate where the share is 0.</param>
    /// <param name="end">The rate where it is 1.</param>
    /// <param name="share">The share of the way.</param>
    public static double Cosine(double start, double end, double share) => end + ((start - end) * (1 + Math.Cos(Math.PI * share)) / 2);

    /// <summary>Along a line.</summary>
    /// <inheritdoc cref="Cosine"/>
    public static double Linear(double start, double end, double share) => start + ((end - start) * share);
}
