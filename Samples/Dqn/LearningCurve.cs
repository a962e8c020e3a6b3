using Spectre.Console;

namespace Dqn;

/// <summary>Shows how returns grow: a bar for some episodes each.</summary>
internal static class LearningCurve
{
    private const int Bars = 20;
    private const int Width = 72;

    /// <summary>Shows the mean return of the episodes, a few to a bar.</summary>
    public static void Show(IReadOnlyList<int> returns)
    {
        var chart = new BarChart().Width(Width).Label("mean return of episodes, while it explores").LeftAlignLabel()
            .WithMaxValue(CartPole.LongestEpisode);
        var first = 1;
        foreach (var part in returns.Chunk((returns.Count + Bars - 1) / Bars))
        {
            chart.AddItem($"{first}-{first + part.Length - 1}", Math.Round(part.Average()), Color.Green);
            first += part.Length;
        }

        AnsiConsole.Write(chart);
    }
}
