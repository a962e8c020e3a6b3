using ScottPlot;

namespace ModelGen;

/// <summary>Draws what a training gave, as PNG files, by <a href="https://scottplot.net">ScottPlot</a>.</summary>
public static class Curves
{
    /// <summary>
    /// The losses of each epoch, those on the validation samples where there are some, and, by an axis of their own on the right, the
    /// metrics of Fit.
    /// </summary>
    /// <param name="path">The PNG file; one that is there is replaced.</param>
    /// <param name="history">What Fit gave.</param>
    /// <param name="options">What stands around; null for the names of the axes.</param>
    /// <exception cref="ArgumentNullException">There is no history.</exception>
    /// <exception cref="ArgumentException">No epoch ended.</exception>
    public static void Save(string path, History history, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        var series = new List<CurveSeries> { Of("loss", history, epoch => epoch.Loss) };
        if (history.ValidationLosses.Length > 0) series.Add(Of("validation loss", history, epoch => epoch.ValidationLoss ?? double.NaN));
        var metrics = history.SelectMany(epoch => epoch.Metrics.Keys).Distinct().ToList();
        series.AddRange(metrics.Select(metric =>
            Of(metric, history, epoch => epoch.Metrics.GetValueOrDefault(metric, double.NaN)) with { IsOnRight = true }));
        var right = metrics.Count switch { 0 => null, 1 => metrics[0], _ => "metrics" };
        SaveSeries(path, series, options ?? new() { XLabel = "epoch", YLabel = "loss", RightLabel = right });
    }

    /// <summary>The learning rate of each epoch's last step.</summary>
    /// <param name="path">The PNG file; one that is there is replaced.</param>
    /// <param name="history">What Fit gave.</param>
    /// <param name="options">What stands around; null for the names of the axes.</param>
    /// <exception cref="ArgumentNullException">There is no history.</exception>
    /// <exception cref="ArgumentException">No epoch ended.</exception>
    public static void SaveLearningRates(string path, History history, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        SaveSeries(path, [Of("learning rate", history, epoch => epoch.LearningRate)],
            options ?? new() { XLabel = "epoch", YLabel = "learning rate" });
    }

    /// <summary>The loss at each learning rate that a finder tried, over the logarithm of the rate.</summary>
    /// <param name="path">The PNG file; one that is there is replaced.</param>
    /// <param name="finder">The finder, after its run.</param>
    /// <param name="options">What stands around; null for the names of the axes.</param>
    /// <exception cref="ArgumentNullException">There is no finder.</exception>
    /// <exception cref="ArgumentException">It tried no rate.</exception>
    public static void Save(string path, LearningRateFinder finder, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(finder);
        SaveSeries(path, [new("smoothed loss", [.. finder.Rates], [.. finder.Losses])],
            options ?? new() { XLabel = "learning rate", YLabel = "smoothed loss", IsLogarithmicX = true });
    }

    /// <summary>The learning rate of each step that a schedule gives.</summary>
    /// <param name="path">The PNG file; one that is there is replaced.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="learningRate">What the model's LearningRate is set to.</param>
    /// <param name="steps">How many steps are shown, 1 or more.</param>
    /// <param name="options">What stands around; null for the names of the axes.</param>
    /// <exception cref="ArgumentNullException">There is no schedule.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 steps.</exception>
    public static void SaveSchedule(string path, Schedule schedule, double learningRate, int steps, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        double[] shown = [.. Enumerable.Range(0, steps).Select(step => (double)step)];
        SaveSeries(path, [new("learning rate", shown, [.. shown.Select(step => schedule.RateAt((long)step, learningRate))])],
            options ?? new() { XLabel = "step", YLabel = "learning rate" });
    }

    /// <summary>Any lines, such as metrics of each epoch.</summary>
    /// <param name="path">The PNG file; one that is there is replaced.</param>
    /// <param name="series">The lines.</param>
    /// <param name="options">What stands around; null for nothing.</param>
    /// <exception cref="ArgumentNullException">There is no path, or there are no series.</exception>
    /// <exception cref="ArgumentException">There is no line, or one has no points or not as many of both numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The picture has no pixels.</exception>
    public static void SaveSeries(string path, IEnumerable<CurveSeries> series, PlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(series);
        var (lines, around) = (series.ToList(), options ?? new PlotOptions());
        around.Check();
        if (lines.Count == 0) throw new ArgumentException("There are no lines to draw.", nameof(series));
        using var plot = new Plot();
        foreach (var line in lines) Add(plot, line, around);
        PlotAxes.Set(plot, around, areWhole: lines.All(line => line.X.All(double.IsInteger)));
        if (lines.Count > 1) plot.ShowLegend(Edge.Right);
        else plot.HideLegend();
        PlotFile.Save(plot, path, around.Width, around.Height);
    }

    private static CurveSeries Of(string name, History history, Func<EpochResult, double> value)
        => new(name, [.. history.Select(epoch => (double)epoch.Epoch)], [.. history.Select(value)]);

    private static void Add(Plot plot, CurveSeries line, PlotOptions options)
    {
        if (line.X.Count != line.Y.Count || line.X.Count == 0)
            throw new ArgumentException($"The line '{line.Name}' has {line.X.Count} places and {line.Y.Count} heights; it needs one of "
                + "each for "
                + "a point, and a point or more.", "series");
        var isFirst = true;
        foreach (var (x, y) in PlotAxes.Runs(line, line.IsOnRight ? options with { IsLogarithmicY = false } : options))
        {
            var scatter = plot.Add.Scatter(x, y, isFirst ? null : plot.LastColor());
            scatter.LineWidth = 2;
            if (line.IsOnRight) scatter.Axes.YAxis = plot.Axes.Right;
            scatter.MarkerSize = x.Length > 50 ? 0 : 5;
            if (isFirst) scatter.LegendText = line.Name;
            isFirst = false;
        }
    }

    private static Color LastColor(this Plot plot) => plot.GetPlottables<ScottPlot.Plottables.Scatter>().Last().Color;
}
