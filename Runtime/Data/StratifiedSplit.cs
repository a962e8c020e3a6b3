namespace ModelGen.Runtime;

/// <summary>Divides samples so that each class has the same share in both parts.</summary>
internal static class StratifiedSplit
{
    public static void CheckFraction(double fraction)
    {
        if (!(fraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The first part's share of the samples must be in [0, 1].");
    }

    /// <summary>How many samples the first part has.</summary>
    public static int Part(double fraction, int count) => (int)Math.Round(fraction * count, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Each class gives the whole part of its share; the samples that are missing then are of the classes that lost most by that, the lower
    /// ones first: the method of the largest remainder.
    /// </summary>
    public static (int[] First, int[] Second) Divide(int[] order, int[] labels, double fraction)
    {
        var counts = labels.GroupBy(label => label).ToDictionary(group => group.Key, group => group.Count());
        var wanted = counts.ToDictionary(entry => entry.Key, entry => (int)(fraction * entry.Value));
        var missing = Part(fraction, order.Length) - wanted.Values.Sum();
        foreach (var label in counts.Keys.OrderByDescending(label => (fraction * counts[label]) - wanted[label]).ThenBy(label => label)
            .Take(missing).ToList())
            wanted[label]++;
        var (first, second) = (new List<int>(), new List<int>());
        foreach (var sample in order) (wanted[labels[sample]]-- > 0 ? first : second).Add(sample);
        return ([.. first], [.. second]);
    }
}
