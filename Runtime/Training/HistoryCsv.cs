using System.Globalization;
using System.Text;

namespace ModelGen.Runtime;

/// <summary>A history as comma-separated values, as RFC 4180 has them, with line feeds.</summary>
internal static class HistoryCsv
{
    public static string Format(IReadOnlyList<EpochResult> epochs)
    {
        List<string> metrics = [.. epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct()];
        var text = new StringBuilder();
        Line(text, ["epoch", "loss", "validation_loss", .. metrics, "seconds", "learning_rate"]);
        foreach (var epoch in epochs)
        {
            Line(text,
            [
                epoch.Epoch.ToString(CultureInfo.InvariantCulture), Number(epoch.Loss), Number(epoch.ValidationLoss),
                .. metrics.Select(name => Number(epoch.Metrics.TryGetValue(name, out var value) ? value : null)),
                Number(epoch.Seconds), Number(epoch.LearningRate),
            ]);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append('\n');

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Field(string text)
        => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
