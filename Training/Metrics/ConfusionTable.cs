using System.Globalization;

namespace ModelGen;

/// <summary>The text of a confusion matrix.</summary>
internal static class ConfusionTable
{
    private const string Corner = "actual \\ predicted";

    public static string Format(ConfusionMatrix matrix)
    {
        var classes = Enumerable.Range(0, matrix.ClassNames.Count).ToList();
        List<string[]> columns = [[Corner, .. matrix.ClassNames]];
        columns.AddRange(classes.Select(predicted => (string[])
            [matrix.ClassNames[predicted], .. classes.Select(actual => Number(matrix[actual, predicted]))]));
        columns.Add(["recall", .. classes.Select(actual => Recall(matrix, actual))]);
        var widths = columns.Select(column => column.Max(cell => cell.Length)).ToList();
        return string.Join('\n', Enumerable.Range(0, classes.Count + 1).Select(row
            => string.Join("  ", columns.Select((column, number) => column[row].PadLeft(widths[number])))));
    }

    private static string Recall(ConfusionMatrix matrix, int actual)
    {
        var samples = Enumerable.Range(0, matrix.ClassNames.Count).Sum(predicted => matrix[actual, predicted]);
        return samples == 0 ? "" : ((double)matrix[actual, actual] / samples).ToString("0.0000", CultureInfo.InvariantCulture);
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
