namespace ModelGen.Runtime;

/// <summary>Where losses fall fastest over the logarithm of the rate.</summary>
internal static class SteepestFall
{
    // The first means are of so few losses that they tell which samples came first. PyTorch Lightning leaves out as many.
    private const int MostSkipped = 10;

    /// <summary>The rate there; null where the losses do not fall.</summary>
    public static double? Find(IReadOnlyList<double> rates, IReadOnlyList<double> losses)
    {
        var (steepest, found) = (0.0, (double?)null);
        var first = Math.Clamp(losses.Count / 4, 1, MostSkipped);
        for (var place = first; place < losses.Count - 1; place++)
        {
            var slope = (losses[place + 1] - losses[place - 1]) / Math.Log(rates[place + 1] / rates[place - 1]);
            if (slope < steepest) (steepest, found) = (slope, rates[place]);
        }

        return found;
    }
}
