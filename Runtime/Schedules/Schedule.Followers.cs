using ModelGen.Runtime;

namespace ModelGen;

/// <content>Those that ask something beside the number of steps.</content>
public abstract partial class Schedule
{
    /// <summary>
    /// Multiplies the rate by a factor where a metric has stopped getting better: after more than <paramref name="patience"/> reports in a
    /// row that were not better than the best so far, rate = max(rate factor, minimum), unless that changes it by
    /// <paramref name="epsilon"/> or less. Fit reports after each epoch the loss on the validation samples, or the epoch's loss where there
    /// are none; a loop of one's own calls <c>model.Schedule.Report(metric)</c>. It alone has a state, which files keep: give each model
    /// one of its own.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
    /// </summary>
    /// <param name="mode">Whether a metric is better that is smaller, as a loss, or greater, as an accuracy.</param>
    /// <param name="factor">The factor, of 0 or more and below 1.</param>
    /// <param name="patience">How many reports in a row may be no better, 0 or more.</param>
    /// <param name="threshold">How much a metric must differ from the best to be better; finite and 0 or more.</param>
    /// <param name="thresholdMode">Whether the threshold is a share of the best or a difference.</param>
    /// <param name="cooldown">How many reports after a reduction are not counted, 0 or more.</param>
    /// <param name="minimum">The least rate (PyTorch's min_lr); finite and 0 or more.</param>
    /// <param name="epsilon">The change of the rate that is too small to be made (PyTorch's eps); finite and 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public static Schedule ReduceOnPlateau(PlateauMode mode = PlateauMode.Min, double factor = 0.1, long patience = 10,
        double threshold = 1e-4, PlateauThreshold thresholdMode = PlateauThreshold.Relative, long cooldown = 0, double minimum = 0,
        double epsilon = 1e-8)
        => new PlateauSchedule(new GivenSettings(
            (nameof(mode), [(int)mode]), (nameof(factor), [factor]), (nameof(patience), [patience]), (nameof(threshold), [threshold]),
            (nameof(thresholdMode), [(int)thresholdMode]), (nameof(cooldown), [cooldown]), (nameof(minimum), [minimum]),
            (nameof(epsilon), [epsilon])));

    /// <summary>
    /// The user's own: learningRate factor(t). A file holds no function: it says that there was one, and Load keeps the one that the model
    /// has, or is an error where it has none.
    /// https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html
    /// </summary>
    /// <param name="factor">
    /// Gives the factor of step t, which counts from 0; finite and 0 or more. It is asked before each step and where LearningRate is read,
    /// so it must depend on t alone.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="factor"/> is null.</exception>
    public static Schedule Function(Func<long, double> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new FunctionSchedule(factor);
    }
}
