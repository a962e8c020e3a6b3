using ScottPlot;

namespace ModelGen;

/// <summary>Writes pictures.</summary>
internal static class PlotFile
{
    /// <summary>Writes a plot as PNG, whatever the file's name ends with, and makes its folder where there is none.</summary>
    public static void Save(Plot plot, string path, int width, int height)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, plot.GetImageBytes(width, height, ImageFormat.Png));
    }
}
