namespace ModelGen;

/// <summary>How the rate of <see cref="Schedule.OneCycle"/> goes from one end of a phase to the other.</summary>
public enum OneCycleAnnealing
{
    /// <summary>Along half a wave of the cosine.</summary>
    Cosine,

    /// <summary>Along a line.</summary>
    Linear,
}
