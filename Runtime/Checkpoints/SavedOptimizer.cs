using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// What a training goes on from of one optimizer: its number of steps, the learning rate that was set, the multiples of it that groups of
/// parameters have, and the schedule.
/// </summary>
internal sealed record SavedOptimizer(string Name, long StepCount, double LearningRate, Schedule? Schedule, IReadOnlyList<double> Scales)
{
    /// <summary>The key of a number of steps.</summary>
    public const string Step = "step";

    private const string Rate = "learning_rate";
    private const string GroupScales = "learning_rate_scales";

    /// <summary>What is saved of an optimizer.</summary>
    public static SavedOptimizer Of(ModelOptimizer optimizer)
        => new(optimizer.Name, optimizer.StepCount, optimizer.BaseRate, optimizer.Schedule,
            [.. optimizer.Groups.Select(group => group.LearningRateScale)]);

    /// <summary>The state in a file's metadata.</summary>
    /// <param name="texts">The metadata.</param>
    /// <param name="prefix">What begins its keys.</param>
    /// <param name="own">The model's.</param>
    /// <exception cref="InvalidDataException">It cannot be read, or no training can have led to it.</exception>
    public static SavedOptimizer Read(StateTexts texts, string prefix, ModelOptimizer own)
    {
        // What the optimizer would refuse is refused before anything changes.
        var least = Math.Max(0, own.LeastRate);
        var (step, rate) = (texts.Count(prefix + Step), ReadRate());
        return new(own.Name, step, rate, SavedSchedule.Read(texts, prefix, own.Schedule, step, rate), ReadScales());

        double ReadRate() => texts.Number(prefix + Rate) is { } number && IsRate(number) && number >= least
            ? number
            : throw texts.Wrong(prefix + Rate, string.Create(CultureInfo.InvariantCulture, $"a finite number of {least} or more"));

        bool IsRate(double number) => texts.IsFinite(number) && number >= 0;

        IReadOnlyList<double> ReadScales()
        {
            var groups = own.Groups.Count;
            if (groups == 0) return [];
            return texts.Numbers(prefix + GroupScales) is { } scales && scales.Count == groups && scales.All(IsRate)
                ? scales
                : throw texts.Wrong(prefix + GroupScales,
                    $"{groups} finite numbers of 0 or more, one for each group, with commas between them");
        }
    }

    /// <summary>Has an optimizer go on from here. A schedule stays where there was none.</summary>
    public void GiveTo(ModelOptimizer optimizer)
    {
        (optimizer.StepCount, optimizer.LearningRate) = (StepCount, LearningRate);
        optimizer.Schedule = Schedule ?? optimizer.Schedule;
        foreach (var (group, scale) in optimizer.Groups.Zip(Scales)) group.LearningRateScale = scale;
    }

    /// <summary>The text for a file's metadata.</summary>
    /// <param name="prefix">What begins its keys.</param>
    public IEnumerable<KeyValuePair<string, string>> Entries(string prefix) =>
    [
        new(prefix + Step, StepCount.ToString(CultureInfo.InvariantCulture)),
        new(prefix + Rate, LearningRate.ToString("R", CultureInfo.InvariantCulture)),
        .. Scales.Count == 0 ? [] : (KeyValuePair<string, string>[])[new(prefix + GroupScales,
            string.Join(',', Scales.Select(scale => scale.ToString("R", CultureInfo.InvariantCulture))))],
        .. Schedule is null ? [] : SavedSchedule.Entries(Schedule, prefix),
    ];
}
