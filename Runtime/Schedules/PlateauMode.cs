namespace ModelGen;

/// <summary>Which metric is better, for <see cref="Schedule.ReduceOnPlateau"/>.</summary>
public enum PlateauMode
{
    /// <summary>The smaller one, as of losses.</summary>
    Min,

    /// <summary>The greater one, as of accuracies.</summary>
    Max,
}
