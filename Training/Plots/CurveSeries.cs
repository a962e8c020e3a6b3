namespace ModelGen;

/// <summary>A line of a plot. Points that are not finite are left out, and the line has a gap there.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Where its points are, from left to right.</param>
/// <param name="Y">How high each is.</param>
public sealed record CurveSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>A line whose points are numbered from 1, as epochs are.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="y">How high each point is.</param>
    public CurveSeries(string name, IReadOnlyList<double> y)
        : this(name, [.. Enumerable.Range(1, (y ?? throw new ArgumentNullException(nameof(y))).Count).Select(number => (double)number)], y)
    {
    }

    /// <summary>Whether its heights are those of the axis on the right, which is never logarithmic.</summary>
    public bool IsOnRight { get; init; }
}
