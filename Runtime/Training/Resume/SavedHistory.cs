using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// The epochs of a history as texts: each column is one, with commas between its numbers, and nothing where there is none.
/// </summary>
internal static class SavedHistory
{
    private const string Loss = FitTexts.History + "loss";
    private const string Validation = FitTexts.History + "validation_loss";
    private const string Seconds = FitTexts.History + "seconds";
    private const string Rate = FitTexts.History + "learning_rate";
    private const string Metric = FitTexts.History + "metric.";

    /// <summary>The texts of a history.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Entries(IReadOnlyList<EpochResult> epochs)
    {
        yield return new(FitTexts.Epochs, epochs.Count.ToString(CultureInfo.InvariantCulture));
        yield return Column(Loss, epoch => epoch.Loss);
        yield return Column(Validation, epoch => epoch.ValidationLoss);
        yield return Column(Seconds, epoch => epoch.Seconds);
        yield return Column(Rate, epoch => epoch.LearningRate);
        foreach (var name in epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct())
            yield return Column(Metric + name, epoch => epoch.Metrics.TryGetValue(name, out var value) ? value : null);

        KeyValuePair<string, string> Column(string key, Func<EpochResult, double?> value)
            => new(key, string.Join(',', epochs.Select(epoch => value(epoch)?.ToString("R", CultureInfo.InvariantCulture) ?? "")));
    }

    /// <summary>The history that texts tell.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="most">How many epochs were asked for.</param>
    /// <exception cref="InvalidDataException">A column is missing, or not of its form.</exception>
    public static IReadOnlyList<EpochResult> Read(StateTexts texts, int most)
    {
        var count = texts.Count(FitTexts.Epochs);
        var (loss, validation, seconds, rate) = (Column(Loss), Column(Validation), Column(Seconds), Column(Rate));
        var metrics = texts.Keys.Where(key => key.StartsWith(Metric, StringComparison.Ordinal))
            .Select(key => (Name: key[Metric.Length..], Values: Column(key))).ToList();
        return [.. Enumerable.Range(0, loss.Length).Select(Epoch)];

        EpochResult Epoch(int epoch) => new(epoch + 1, most, Known(loss, epoch, Loss), validation[epoch], Known(seconds, epoch, Seconds),
            Known(rate, epoch, Rate), metrics.Where(metric => metric.Values[epoch] is not null)
                .ToDictionary(metric => metric.Name, metric => metric.Values[epoch]!.Value));

        double?[] Column(string key)
        {
            var parts = count == 0 ? [] : texts.Find(key)?.Split(',');
            var numbers = parts?.Select(Number).ToArray();
            return numbers?.Length == count && Array.TrueForAll(numbers, number => number.IsKnown)
                ? [.. numbers.Select(number => number.Value)]
                : throw texts.Wrong(key, $"{count} numbers, one for each epoch, with commas between them");
        }

        double Known(double?[] column, int epoch, string key) => column[epoch] ?? throw texts.Wrong(key, "a number for each epoch");
    }

    private static (bool IsKnown, double? Value) Number(string text)
        => text.Length == 0 ? (true, null)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (true, number)
            : (false, null);
}
