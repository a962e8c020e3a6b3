using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// What a training goes on from beside the tensors: how many steps and calls there were and the seed, by which random numbers are drawn, and
/// the learning rate. A file keeps it as text under __metadata__.
/// </summary>
internal sealed record TrainingState(long Step, long Calls, long Seed, double LearningRate)
{
    private const string Version = "1";
    private const string VersionKey = "modelgen.version";
    private const string StepKey = "modelgen.step";
    private const string CallsKey = "modelgen.calls";
    private const string SeedKey = "modelgen.seed";
    private const string RateKey = "modelgen.learning_rate";

    /// <summary>The state in a file's metadata; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static TrainingState? Read(IReadOnlyDictionary<string, string> metadata, string file)
    {
        if (!metadata.TryGetValue(VersionKey, out var version)) return null;
        if (version != Version) throw new InvalidDataException($"{file} cannot be loaded: its training state is of version {version}, and this ModelGen reads version {Version}. Take the ModelGen that wrote it, or load the weights alone: Load(path, withOptimizer: false).");
        return new(Whole(StepKey, 0), Whole(CallsKey, 0), Whole(SeedKey, long.MinValue), Rate());

        long Whole(string key, long least)
            => metadata.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least ? number : throw Bad(key, "a whole number");

        double Rate()
            => metadata.TryGetValue(RateKey, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Bad(RateKey, "a finite number");

        InvalidDataException Bad(string key, string form)
            => new($"{file} cannot be loaded: {(metadata.TryGetValue(key, out var text) ? $"\"{key}\" is \"{text}\"" : $"\"{key}\" is missing")} in its __metadata__; it must be {form}. Load the weights alone: Load(path, withOptimizer: false).");
    }

    /// <summary>The text for a file's metadata.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries() =>
    [
        new(VersionKey, Version),
        new(StepKey, Step.ToString(CultureInfo.InvariantCulture)),
        new(CallsKey, Calls.ToString(CultureInfo.InvariantCulture)),
        new(SeedKey, Seed.ToString(CultureInfo.InvariantCulture)),
        new(RateKey, LearningRate.ToString("R", CultureInfo.InvariantCulture)),
    ];
}
