using Spectre.Console;

namespace Mnist;

/// <summary>Shows an epoch: a moving bar in a terminal, a line at its end where output goes elsewhere.</summary>
internal static class EpochView
{
    /// <summary>Runs an epoch and shows what it reports.</summary>
    public static void Show(string name, int images, Action<Action<EpochState>> epoch)
    {
        if (AnsiConsole.Profile.Capabilities.Ansi) ShowBar(name, images, epoch);
        else ShowLine(name, epoch);
    }

    private static void ShowBar(string name, int images, Action<Action<EpochState>> epoch)
        => AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var task = context.AddTask(name, maxValue: images);
                epoch(state =>
                {
                    task.Value = state.Images;
                    task.Description = $"{name}  {state}";
                });
            });

    private static void ShowLine(string name, Action<Action<EpochState>> epoch)
    {
        EpochState last = default;
        epoch(state => last = state);
        AnsiConsole.WriteLine($"{name}  {last}");
    }
}
