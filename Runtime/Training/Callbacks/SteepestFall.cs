namespace ModelGen.Runtime;

/// <summary>Where losses fall fastest over the logarithm of the rate.</summary>
internal static class SteepestFall
{
    // The first mean has hardly a loss before it, and the last ones are those of a loss that diverges.
    private const int Skipped = 1;

    /// <summary>The rate there; null where the losses do not fall.</summary>
    public static double? Find(IReadOnlyList<double> rates, IReadOnlyList<double> losses)
    {
        var (steepest, found) = (0.0, (double?)null);
        for (var place = Skipped + 1; place < losses.Count - Skipped; place++)
        {
            var slope = (losses[place + 1] - losses[place - 1]) / Math.Log(rates[place + 1] / rates[place - 1]);
            if (slope < steepest) (steepest, found) = (slope, rates[place]);
        }

        return found;
    }
}
