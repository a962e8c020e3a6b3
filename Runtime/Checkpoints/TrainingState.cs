using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// What a training goes on from beside the tensors: how many steps and calls there were and the seed, by which random numbers are drawn,
/// the learning rate that was set, the multiples of it that groups of parameters have, and the schedule. A file keeps it as text under
/// __metadata__.
/// </summary>
internal sealed record TrainingState(
    long Step, long Calls, long Seed, double LearningRate, Schedule? Schedule, IReadOnlyList<double> Scales)
{
    private const string Version = "1";
    private const string VersionKey = "modelgen.version";
    private const string StepKey = "modelgen.step";
    private const string CallsKey = "modelgen.calls";
    private const string SeedKey = "modelgen.seed";
    private const string RateKey = "modelgen.learning_rate";
    private const string ScalesKey = "modelgen.learning_rate_scales";

    // Counts are powers of the optimizers' decays, in double precision: beyond this one step is as the next. No training comes near it.
    private const long MostSteps = 1L << 53;

    /// <summary>The way round a training state that cannot be taken.</summary>
    public const string WeightsAlone = "Load the weights alone: Load(path, withOptimizer: false)";

    /// <summary>The state in a file's metadata; null where there is none.</summary>
    /// <param name="texts">The metadata.</param>
    /// <param name="own">The model's schedule, whose function goes on where the file says that there was one.</param>
    /// <param name="groups">How many groups of parameters the model has.</param>
    /// <exception cref="InvalidDataException">It cannot be read, or no training can have led to it.</exception>
    public static TrainingState? Read(StateTexts texts, Schedule? own, int groups)
    {
        if (texts.Find(VersionKey) is not { } version) return null;
        if (version != Version)
            throw texts.Bad($"its training state is of version {FileText.Short(version, 80)}, and this ModelGen reads version {Version}. "
                + $"Take the ModelGen that wrote it, or load the weights alone: Load(path, withOptimizer: false)");
        var (step, calls, seed, rate) = (Count(StepKey), Count(CallsKey), Seed(), Rate());
        return new(step, calls, seed, rate, SavedSchedule.Read(texts, own, step, rate), Scales());

        long Count(string key) => texts.Whole(key) is >= 0 and <= MostSteps and var number
            ? number
            : throw texts.Wrong(key, $"a whole number from 0 to {MostSteps}");

        long Seed() => texts.Whole(SeedKey) ?? throw texts.Wrong(SeedKey, $"a whole number from {long.MinValue} to {long.MaxValue}");

        double Rate() => texts.Number(RateKey) is { } number && IsRate(number)
            ? number
            : throw texts.Wrong(RateKey, "a finite number of 0 or more");

        bool IsRate(double number) => texts.IsFinite(number) && number >= 0;

        IReadOnlyList<double> Scales()
        {
            if (groups == 0) return [];
            return texts.Numbers(ScalesKey) is { } scales && scales.Count == groups && scales.All(IsRate)
                ? scales
                : throw texts.Wrong(ScalesKey, $"{groups} finite numbers of 0 or more, one for each group, with commas between them");
        }
    }

    /// <summary>The text for a file's metadata.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries() =>
    [
        new(VersionKey, Version),
        new(StepKey, Step.ToString(CultureInfo.InvariantCulture)),
        new(CallsKey, Calls.ToString(CultureInfo.InvariantCulture)),
        new(SeedKey, Seed.ToString(CultureInfo.InvariantCulture)),
        new(RateKey, LearningRate.ToString("R", CultureInfo.InvariantCulture)),
        .. Scales.Count == 0 ? [] : (KeyValuePair<string, string>[])[new(ScalesKey,
            string.Join(',', Scales.Select(scale => scale.ToString("R", CultureInfo.InvariantCulture))))],
        .. Schedule is null ? [] : SavedSchedule.Entries(Schedule),
    ];
}
