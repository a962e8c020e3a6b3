using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelGen;

/// <summary>The axes of a plot, which are logarithmic by drawing logarithms.</summary>
internal static class PlotAxes
{
    /// <summary>Sets titles and ticks; where all places are whole numbers, as epochs and steps are, so are the ticks.</summary>
    public static void Set(Plot plot, PlotOptions options, bool areWhole)
    {
        if (options.Title is { } title) plot.Title(title);
        if (options.XLabel is { } xLabel) plot.XLabel(xLabel);
        if (options.YLabel is { } yLabel) plot.YLabel(yLabel);
        if (options.RightLabel is { } rightLabel) plot.Axes.Right.Label.Text = rightLabel;
        if (areWhole) plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        if (options.IsLogarithmicX) plot.Axes.Bottom.TickGenerator = Powers();
        if (options.IsLogarithmicY) plot.Axes.Left.TickGenerator = Powers();
    }

    /// <summary>The parts of a line between points that cannot be drawn.</summary>
    public static IEnumerable<(double[] X, double[] Y)> Runs(CurveSeries line, PlotOptions options)
    {
        var (x, y) = (new List<double>(), new List<double>());
        for (var point = 0; point < line.X.Count; point++)
        {
            var place = options.IsLogarithmicX ? Math.Log10(line.X[point]) : line.X[point];
            var height = options.IsLogarithmicY ? Math.Log10(line.Y[point]) : line.Y[point];
            if (double.IsFinite(place) && double.IsFinite(height))
            {
                x.Add(place);
                y.Add(height);
            }
            else if (x.Count > 0)
            {
                yield return ([.. x], [.. y]);
                x.Clear();
                y.Clear();
            }
        }

        if (x.Count > 0) yield return ([.. x], [.. y]);
    }

    private static NumericAutomatic Powers() => new()
    {
        LabelFormatter = power => Math.Pow(10, power).ToString("G3", CultureInfo.InvariantCulture),
    };
}
