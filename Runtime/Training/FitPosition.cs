namespace ModelGen.Runtime;

/// <summary>Where a run of Fit is; with the model's own state, all that it goes on from.</summary>
internal sealed class FitPosition
{
    /// <summary>Steps of the run.</summary>
    public long Steps { get; set; }

    /// <summary>Whether an epoch has begun and not ended.</summary>
    public bool IsInEpoch { get; set; }

    /// <summary>Batches of the epoch that were trained on.</summary>
    public int Batches { get; set; }

    /// <summary>Which order of the samples the epoch has, or the next one will have.</summary>
    public long Turn { get; set; }

    /// <summary>Which order of the samples the next validation has.</summary>
    public long ValidationTurn { get; set; }

    /// <summary>Seconds that the epoch took before the run was resumed.</summary>
    public double Seconds { get; set; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Why a callback ended the run.</summary>
    public string? StopReason { get; set; }

    public FitPosition Copy() => (FitPosition)MemberwiseClone();
}
