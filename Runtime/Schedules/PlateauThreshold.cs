namespace ModelGen;

/// <summary>What the threshold of <see cref="Schedule.ReduceOnPlateau"/> is.</summary>
public enum PlateauThreshold
{
    /// <summary>A share of the best metric: the next is better below best (1 - threshold), or above best (1 + threshold).</summary>
    Relative,

    /// <summary>A difference: the next is better below best - threshold, or above best + threshold.</summary>
    Absolute,
}
