using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>The checkpoints of a folder: a file for each step at which one was written, and perhaps that of the best epoch.</summary>
internal static class CheckpointFolder
{
    public const string Best = "best.safetensors";

    private const string Start = "step-";
    private const string End = ".safetensors";

    // So that names sort as their steps do.
    private const string Digits = "D12";

    /// <summary>The path of a step's checkpoint.</summary>
    public static string Path(string folder, long step)
        => System.IO.Path.Combine(folder, Start + step.ToString(Digits, CultureInfo.InvariantCulture) + End);

    /// <summary>The steps and paths of all, the newest first; none where there is no such folder.</summary>
    /// <exception cref="IOException">The folder cannot be read, or is none.</exception>
    public static IReadOnlyList<(long Step, string Path)> Find(string folder)
    {
        try
        {
            if (!Directory.Exists(folder) && !File.Exists(folder)) return [];
            return [.. Directory.EnumerateFileSystemEntries(folder, Start + "*" + End)
                .Select(path => (Step: Step(System.IO.Path.GetFileName(path)), Path: path))
                .Where(file => file.Step is not null).Select(file => (file.Step!.Value, file.Path))
                .OrderByDescending(file => file.Item1)];
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException($"The checkpoints of {FileText.Of(folder)} cannot be listed: this user may not read the folder.", fault);
        }
        catch (IOException fault) when (File.Exists(folder))
        {
            throw new IOException($"{FileText.Of(folder)} is a file, and checkpoints lie in a folder. Give the name of a folder.", fault);
        }
    }

    /// <summary>Makes the folder if it is not there.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {FileText.Of(folder)} for checkpoints cannot be made: "
                + $"{FileText.Short(fault.Message.TrimEnd('.'), 600)}.", fault);
        }
    }

    /// <summary>Removes all but the newest ones. One that cannot be removed stays.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keep">How many to keep.</param>
    /// <param name="step">The run's step: what is of a later one was damaged, for the run has gone on from one before.</param>
    public static void Prune(string folder, int keep, long step)
    {
        var files = Find(folder).ToLookup(file => file.Step > step);
        foreach (var (_, path) in files[true].Concat(files[false].Skip(keep)))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It is another's, or no file: the run needs nothing of it.
            }
        }
    }

    private static long? Step(string name)
        => long.TryParse(name.AsSpan()[Start.Length..^End.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : null;
}
