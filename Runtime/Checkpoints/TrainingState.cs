using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// What a training goes on from beside the tensors: how many steps and calls there were and the seed, by which random numbers are drawn,
/// and the learning rate. A file keeps it as text under __metadata__.
/// </summary>
internal sealed record TrainingState(long Step, long Calls, long Seed, double LearningRate)
{
    private const string Version = "1";
    private const string VersionKey = "modelgen.version";
    private const string StepKey = "modelgen.step";
    private const string CallsKey = "modelgen.calls";
    private const string SeedKey = "modelgen.seed";
    private const string RateKey = "modelgen.learning_rate";

    // Counts are powers of the optimizers' decays, in double precision: beyond this one step is as the next. No training comes near it.
    private const long MostSteps = 1L << 53;

    /// <summary>The way round a training state that cannot be taken.</summary>
    public const string WeightsAlone = "Load the weights alone: Load(path, withOptimizer: false)";

    /// <summary>The state in a file's metadata; null where there is none.</summary>
    /// <param name="metadata">The texts under __metadata__.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="elementSize">Bytes of a number of the model, in which the learning rate must be finite: 4 or 8.</param>
    /// <exception cref="InvalidDataException">It cannot be read, or no training can have led to it.</exception>
    public static TrainingState? Read(IReadOnlyDictionary<string, string> metadata, string file, int elementSize)
    {
        if (!metadata.TryGetValue(VersionKey, out var version)) return null;
        if (version != Version)
            throw Bad($"its training state is of version {FileText.Short(version, 80)}, and this ModelGen reads version {Version}. Take "
                + $"the ModelGen that wrote it, or load the weights alone: Load(path, withOptimizer: false)");
        return new(Count(StepKey), Count(CallsKey), Seed(), Rate());

        long Count(string key)
            => Whole(key) is >= 0 and <= MostSteps and var number ? number : throw Wrong(key, $"a whole number from 0 to {MostSteps}");

        long Seed() => Whole(SeedKey) ?? throw Wrong(SeedKey, $"a whole number from {long.MinValue} to {long.MaxValue}");

        double Rate()
            => Number(RateKey) is { } number && IsFinite(number) && number >= 0
                ? number
                : throw Wrong(RateKey, "a finite number of 0 or more");

        bool IsFinite(double number) => elementSize == sizeof(double) ? double.IsFinite(number) : float.IsFinite((float)number);

        long? Whole(string key)
            => long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

        double? Number(string key)
            => double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

        string? Text(string key) => metadata.GetValueOrDefault(key);

        InvalidDataException Wrong(string key, string form)
            => Bad($"\"{key}\" is {(Text(key) is { } text ? FileText.Quoted(text) : "missing")} in its __metadata__; it must "
                + $"be {form}. {WeightsAlone}");

        InvalidDataException Bad(string what) => new(FileText.CannotBeLoaded(file, what));
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
