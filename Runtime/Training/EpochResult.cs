using System.Globalization;

namespace ModelGen;

/// <summary>What one epoch of Fit gave.</summary>
public sealed class EpochResult
{
    private static readonly Dictionary<string, double> None = [];

    internal EpochResult(int epoch, int epochs, double loss, double? validationLoss, double seconds, double learningRate,
        IReadOnlyDictionary<string, double>? metrics = null)
        => (Epoch, Epochs, Loss, ValidationLoss, Seconds, LearningRate, Metrics)
            = (epoch, epochs, loss, validationLoss, seconds, learningRate, metrics ?? None);

    /// <summary>Which epoch of this call of Fit: 1 is the first.</summary>
    public int Epoch { get; }

    /// <summary>How many were asked for.</summary>
    public int Epochs { get; }

    /// <summary>The mean loss of the epoch's steps, each weighted by its samples; a step's loss is the one before its update.</summary>
    public double Loss { get; }

    /// <summary>The mean loss on the validation samples after the epoch; null where there are none.</summary>
    public double? ValidationLoss { get; }

    /// <summary>How long the epoch took, its validation too, in seconds.</summary>
    public double Seconds { get; }

    /// <summary>The learning rate of the epoch's last step.</summary>
    public double LearningRate { get; }

    /// <summary>The metrics on the validation samples after the epoch, by their names.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; }

    internal bool IsLast { get; private set; }

    /// <summary>Makes this the last epoch, when it is called in onEpoch; after that it does nothing.</summary>
    public void Stop() => IsLast = true;

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture,
            $"epoch {Epoch}/{Epochs}: loss {Loss:G7}"
                + $"{(ValidationLoss is { } loss ? Named("validation loss", loss) : "")}"
                + $"{string.Concat(Metrics.Select(metric => Named(metric.Key, metric.Value)))}, {Seconds:0.00} s");

    private static string Named(string name, double value) => string.Create(CultureInfo.InvariantCulture, $", {name} {value:G7}");
}
