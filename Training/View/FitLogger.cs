using Microsoft.Extensions.Logging;

namespace ModelGen;

/// <summary>Tells a logger of a run of Fit: its start, each epoch with its numbers as fields, and how it ended.</summary>
/// <param name="logger">The logger.</param>
/// <exception cref="ArgumentNullException">There is no logger.</exception>
public sealed partial class FitLogger(ILogger logger) : IFitCallback
{
    private readonly ILogger _logger = logger ?? throw new ArgumentNullException(nameof(logger));

    /// <inheritdoc/>
    public void OnFitStart(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.IsResumed) Resumed(context.Model.GetType().Name, context.History.ResumedFrom!, context.Step);
        else Started(context.Model.GetType().Name, context.Epochs, context.Model.Device.ToString());
    }

    /// <inheritdoc/>
    public void OnEpochEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var epoch = context.History[^1];
        Ended(epoch.Epoch, epoch.Epochs, epoch.Loss, epoch.ValidationLoss, epoch.Metrics, epoch.LearningRate, epoch.Seconds);
    }

    /// <inheritdoc/>
    public void OnFitEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.HasFailed) Failed(context.Epoch, context.Step);
        else Finished(context.History.Count, context.Step, context.StopReason ?? "all epochs are done");
    }

    [LoggerMessage(1, LogLevel.Information, "{Model} trains for {Epochs} epochs on {Device}")]
    private partial void Started(string model, int epochs, string device);

    [LoggerMessage(2, LogLevel.Information, "{Model} goes on from {Checkpoint}, after step {Step}")]
    private partial void Resumed(string model, string checkpoint, long step);

    [LoggerMessage(3, LogLevel.Information, "epoch {Epoch}/{Epochs}: loss {Loss}, validation loss {ValidationLoss}, {Metrics}, learning "
        + "rate {LearningRate}, {Seconds} s")]
    private partial void Ended(int epoch, int epochs, double loss, double? validationLoss, IReadOnlyDictionary<string, double> metrics,
        double learningRate, double seconds);

    [LoggerMessage(4, LogLevel.Information, "the training ended after {Epochs} epochs and {Step} steps: {Reason}")]
    private partial void Finished(int epochs, long step, string reason);

    [LoggerMessage(5, LogLevel.Error, "the training failed in epoch {Epoch}, after step {Step}")]
    private partial void Failed(int epoch, long step);
}
