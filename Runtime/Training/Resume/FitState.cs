using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>A run of Fit as the texts of a checkpoint: its place, the losses of the epoch, and the epochs that ended.</summary>
internal sealed record FitState(FitPosition Position, LossMean Loss, IReadOnlyList<EpochResult> Epochs)
{
    /// <summary>Reads a run.</summary>
    /// <param name="texts">The checkpoint's.</param>
    /// <param name="epochs">How many epochs the run has at most.</param>
    /// <exception cref="InvalidDataException">A text is missing or not of its form.</exception>
    public static FitState Read(StateTexts texts, int epochs)
    {
        var history = SavedHistory.Read(texts, epochs);
        var batches = texts.Count(FitTexts.Batches);
        if (batches > int.MaxValue) throw texts.Wrong(FitTexts.Batches, $"a whole number up to {int.MaxValue}");
        var position = new FitPosition
        {
            Steps = texts.Count(FitTexts.Steps),
            IsInEpoch = texts.Count(FitTexts.IsInEpoch) == 1,
            Batches = (int)batches,
            Turn = texts.Count(FitTexts.Turn),
            ValidationTurn = texts.Count(FitTexts.ValidationTurn),
            Seconds = Number(FitTexts.Seconds),
            LearningRate = Number(FitTexts.LearningRate),
            StopReason = texts.Find(FitTexts.Stop),
        };
        return new(position, new(Number(FitTexts.LossSum), texts.Count(FitTexts.LossSamples), texts.Count(FitTexts.LossCount)), history);

        double Number(string key) => texts.Number(key) ?? throw texts.Wrong(key, "a number");
    }

    /// <summary>The texts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries()
    {
        yield return new(FitTexts.Steps, Text(Position.Steps));
        yield return new(FitTexts.IsInEpoch, Position.IsInEpoch ? "1" : "0");
        yield return new(FitTexts.Batches, Text(Position.Batches));
        yield return new(FitTexts.Turn, Text(Position.Turn));
        yield return new(FitTexts.ValidationTurn, Text(Position.ValidationTurn));
        yield return new(FitTexts.Seconds, Text(Position.Seconds));
        yield return new(FitTexts.LearningRate, Text(Position.LearningRate));
        yield return new(FitTexts.LossSum, Text(Loss.Sum));
        yield return new(FitTexts.LossSamples, Text(Loss.Samples));
        yield return new(FitTexts.LossCount, Text(Loss.Read));
        if (Position.StopReason is { } reason) yield return new(FitTexts.Stop, reason);
        foreach (var entry in SavedHistory.Entries(Epochs)) yield return entry;
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
