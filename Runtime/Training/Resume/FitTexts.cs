namespace ModelGen.Runtime;

/// <summary>The keys under which a checkpoint keeps a run of Fit.</summary>
internal static class FitTexts
{
    public const string Metadata = TrainingState.Prefix + "metadata.";

    public const string Data = Prefix + "data";

    public const string Steps = Prefix + "steps";

    public const string IsInEpoch = Prefix + "is_in_epoch";

    public const string Batches = Prefix + "batches";

    public const string Turn = Prefix + "turn";

    public const string ValidationTurn = Prefix + "validation_turn";

    public const string Seconds = Prefix + "seconds";

    public const string LossSum = Prefix + "loss_sum";

    public const string LossSamples = Prefix + "loss_samples";

    public const string LossCount = Prefix + "loss_count";

    public const string LearningRate = Prefix + "learning_rate";

    public const string Stop = Prefix + "stop";

    public const string Epochs = Prefix + "epochs";

    public const string History = Prefix + "history.";

    public const string Callback = Prefix + "callback.";

    private const string Prefix = TrainingState.Prefix + "fit.";
}
