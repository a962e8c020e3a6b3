using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>The number of each epoch that a callback watches: by default the validation loss or, where there is none, the loss.</summary>
/// <param name="name">The metric's name, or "loss" or "validation_loss"; null for the default.</param>
/// <param name="mode">Which number is better.</param>
internal sealed class FitMonitor(string? name, PlateauMode mode)
{
    private const string Loss = "loss";
    private const string ValidationLoss = "validation_loss";

    /// <summary>What is worse than any number.</summary>
    public double Worst => mode == PlateauMode.Max ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Whether a number is better than another by more than a difference. One that is no number is never better.</summary>
    public bool IsBetter(double number, double than, double difference = 0)
        => mode == PlateauMode.Max ? number > than + difference : number < than - difference;

    /// <summary>The number of an epoch.</summary>
    /// <exception cref="InvalidOperationException">The run has no such number.</exception>
    public double Of(EpochResult epoch) => name switch
    {
        null => epoch.ValidationLoss ?? epoch.Loss,
        Loss => epoch.Loss,
        ValidationLoss when epoch.ValidationLoss is { } loss => loss,
        _ => epoch.Metrics.TryGetValue(name, out var value) ? value : throw Missing(epoch),
    };

    private InvalidOperationException Missing(EpochResult epoch)
    {
        string[] names = [Loss, .. epoch.ValidationLoss is null ? [] : new[] { ValidationLoss }, .. epoch.Metrics.Keys];
        return new($"A callback watches \"{name}\", and the epochs of this run have {string.Join(", ", names)}. Give Fit "
            + $"{(name == ValidationLoss ? "samples for validation" : "a metric of this name")}, or watch another.");
    }

    /// <summary>A number of a callback's state.</summary>
    /// <exception cref="InvalidDataException">It is missing, or no number.</exception>
    public static double Number(IReadOnlyDictionary<string, string> state, string key)
        => state.GetValueOrDefault(key) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"\"{key}\" of a callback's state must be a number.");

    /// <summary>A whole number of a callback's state.</summary>
    /// <exception cref="InvalidDataException">It is missing, or no whole number of 0 or more.</exception>
    public static int Whole(IReadOnlyDictionary<string, string> state, string key)
        => state.GetValueOrDefault(key) is { } text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"\"{key}\" of a callback's state must be a whole number of 0 or more.");

    /// <summary>The text of a number, with all its digits.</summary>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
