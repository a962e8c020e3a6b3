using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelGen;

/// <summary>Draws a confusion matrix.</summary>
public static class ConfusionPlot
{
    // Of more classes the numbers would not fit into their cells.
    private const int MostNumbers = 20;

    /// <summary>
    /// A square for each pair of classes, a row for each that samples have and a column for each that was predicted, the darker the larger
    /// its share of the row is; up to 20 classes with their counts.
    /// </summary>
    /// <param name="path">The PNG file; one that is there is replaced.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="width">The picture's width, in pixels.</param>
    /// <param name="height">The picture's height, in pixels.</param>
    /// <exception cref="ArgumentNullException">There is no path or no matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The picture has no pixels.</exception>
    public static void Save(string path, ConfusionMatrix matrix, int width = 700, int height = 600)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        using var plot = new Plot();
        var shares = Shares(matrix);
        var map = plot.Add.Heatmap(shares);
        map.Colormap = new ScottPlot.Colormaps.Blues().Reversed();
        map.ManualRange = new(0, 1);
        if (matrix.ClassNames.Count <= MostNumbers) AddNumbers(plot, matrix, shares);
        Name(plot, matrix.ClassNames);
        PlotFile.Save(plot, path, width, height);
    }

    /// <summary>The share of each count in its row; 0 in a row without samples.</summary>
    private static double[,] Shares(ConfusionMatrix matrix)
    {
        var count = matrix.ClassNames.Count;
        var shares = new double[count, count];
        for (var actual = 0; actual < count; actual++)
        {
            var samples = Enumerable.Range(0, count).Sum(predicted => matrix[actual, predicted]);
            for (var predicted = 0; predicted < count; predicted++)
                shares[actual, predicted] = samples == 0 ? 0 : (double)matrix[actual, predicted] / samples;
        }

        return shares;
    }

    private static void AddNumbers(Plot plot, ConfusionMatrix matrix, double[,] shares)
    {
        var count = matrix.ClassNames.Count;
        for (var cell = 0; cell < count * count; cell++)
        {
            var (actual, predicted) = (cell / count, cell % count);
            var text = plot.Add.Text(matrix[actual, predicted].ToString(CultureInfo.InvariantCulture), predicted, count - 1 - actual);
            text.LabelAlignment = Alignment.MiddleCenter;
            text.LabelFontColor = shares[actual, predicted] > 0.5 ? Colors.White : Colors.Black;
        }
    }

    private static void Name(Plot plot, IReadOnlyList<string> classNames)
    {
        double[] places = [.. Enumerable.Range(0, classNames.Count).Select(place => (double)place)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(places, [.. classNames]);
        plot.Axes.Left.TickGenerator = new NumericManual(places, [.. classNames.Reverse()]);
        plot.XLabel("predicted");
        plot.YLabel("actual");
        plot.Axes.SetLimits(-0.5, classNames.Count - 0.5, -0.5, classNames.Count - 0.5);
        plot.HideGrid();
    }
}
