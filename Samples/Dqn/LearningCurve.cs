using Spectre.Console;

namespace Dqn;

/// <summary>Shows how returns grow: a bar for some episodes each.</summary>
internal static class LearningCurve
{
    private const int Bars = 20;
    private const int Width = 72;

    /// <summary>Shows the mean return of each twentieth of the episodes.</summary>
    public static void Show(IReadOnlyList<int> returns)
    {
        var chart = new BarChart().Width(Width).Label("mean return while it explores").LeftAlignLabel().WithMaxValue(CartPole.LongestEpisode);
        foreach (var part in returns.Chunk((returns.Count + Bars - 1) / Bars).Select((part, number) => (Mean: part.Average(), Number: number)))
            chart.AddItem($"{part.Number + 1}/{Bars}", Math.Round(part.Mean), Color.Green);
        AnsiConsole.Write(chart);
    }
}
