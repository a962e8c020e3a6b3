using System.Globalization;
using System.Text;

namespace ModelGen.Runtime;

/// <summary>The text of a history: a line for each epoch, its columns aligned to the right.</summary>
internal static class HistoryTable
{
    private const string Gap = "  ";

    public static string Format(IReadOnlyList<EpochResult> epochs)
    {
        if (epochs.Count == 0) return "no epoch ended";
        List<string[]> columns =
        [
            Column("epoch", epochs, epoch => $"{epoch.Epoch}/{epoch.Epochs}"),
            Column("loss", epochs, epoch => Number(epoch.Loss)),
        ];
        if (epochs.Any(epoch => epoch.ValidationLoss is not null))
            columns.Add(Column("validation loss", epochs, epoch => epoch.ValidationLoss is { } loss ? Number(loss) : ""));
        foreach (var name in epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct())
            columns.Add(Column(name, epochs, epoch => epoch.Metrics.TryGetValue(name, out var value) ? Number(value) : ""));
        columns.Add(Column("seconds", epochs, epoch => epoch.Seconds.ToString("0.00", CultureInfo.InvariantCulture)));
        columns.Add(Column("learning rate", epochs, epoch => epoch.LearningRate.ToString("G4", CultureInfo.InvariantCulture)));
        return Text(columns);
    }

    private static string[] Column(string title, IEnumerable<EpochResult> epochs, Func<EpochResult, string> text)
        => [title, .. epochs.Select(text)];

    private static string Number(double loss) => loss.ToString("G7", CultureInfo.InvariantCulture);

    private static string Text(List<string[]> columns)
    {
        var text = new StringBuilder();
        var widths = columns.Select(column => column.Max(cell => cell.Length)).ToList();
        for (var row = 0; row < columns[0].Length; row++)
        {
            if (row > 0) text.Append('\n');
            text.AppendJoin(Gap, columns.Select((column, number) => column[row].PadLeft(widths[number])));
        }

        return text.ToString();
    }
}
