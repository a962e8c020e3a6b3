using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// What a training goes on from beside the tensors: how many steps and calls there were and the seed, by which random numbers are drawn,
/// and what each optimizer knows. A file keeps it as text under __metadata__.
/// </summary>
internal sealed record TrainingState(long Step, long Calls, long Seed, IReadOnlyList<SavedOptimizer> Optimizers)
{
    /// <summary>The way round a training state that cannot be taken.</summary>
    public const string WeightsAlone = "Load the weights alone: Load(path, withOptimizer: false)";

    /// <summary>What begins each key.</summary>
    public const string Prefix = "modelgen.";

    private const string Version = "1";
    private const string VersionKey = Prefix + "version";
    private const string CallsKey = Prefix + "calls";
    private const string SeedKey = Prefix + "seed";

    /// <summary>The state in a file's metadata; null where there is none.</summary>
    /// <param name="texts">The metadata.</param>
    /// <param name="own">The model's optimizers, whose functions go on where the file says that a schedule was one.</param>
    /// <exception cref="InvalidDataException">It cannot be read, or no training can have led to it.</exception>
    public static TrainingState? Read(StateTexts texts, IReadOnlyList<ModelOptimizer> own)
    {
        if (texts.Find(VersionKey) is not { } version) return null;
        if (version != Version)
            throw texts.Bad($"its training state is of version {FileText.Short(version, 80)}, and this ModelGen reads version {Version}. "
                + $"Take the ModelGen that wrote it, or load the weights alone: Load(path, withOptimizer: false)");
        return new(texts.Count(Prefix + SavedOptimizer.Step), texts.Count(CallsKey), ReadSeed(),
            [.. own.Select(optimizer => SavedOptimizer.Read(texts, PrefixOf(optimizer.Name, own.Count), optimizer))]);

        long ReadSeed() => texts.Whole(SeedKey)
            ?? throw texts.Wrong(SeedKey, $"a whole number from {long.MinValue} to {long.MaxValue}");
    }

    /// <summary>The text for a file's metadata.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries()
    {
        Dictionary<string, string> entries = new()
        {
            [VersionKey] = Version,
            [Prefix + SavedOptimizer.Step] = Step.ToString(CultureInfo.InvariantCulture),
            [CallsKey] = Calls.ToString(CultureInfo.InvariantCulture),
            [SeedKey] = Seed.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var optimizer in Optimizers)
        {
            foreach (var (key, text) in optimizer.Entries(PrefixOf(optimizer.Name, Optimizers.Count))) entries[key] = text;
        }

        return entries;
    }

    // The keys of an optimizer that is alone have no name: its steps are those of the model.
    private static string PrefixOf(string optimizer, int count) => count == 1 ? Prefix : $"{Prefix}{optimizer}.";
}
