using ModelGen;

namespace Mnist;

/// <summary>The files of a run.</summary>
internal static class RunFiles
{
    /// <summary>The folder of the run's checkpoints.</summary>
    public static string Checkpoints(string folder) => Path.Combine(folder, "checkpoints");

    /// <summary>Draws the losses, the learning rate and the confusions, and writes the numbers of each epoch.</summary>
    public static void Save(string folder, History history, ConfusionMatrix matrix)
    {
        Curves.Save(Path.Combine(folder, "losses.png"), history);
        Curves.SaveLearningRates(Path.Combine(folder, "learning-rates.png"), history);
        ConfusionPlot.Save(Path.Combine(folder, "confusions.png"), matrix);
        history.WriteCsv(Path.Combine(folder, "history.csv"));
    }
}
