using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>
/// A schedule as texts: the name of the method that makes it, its settings, those of its warm-up, and what it knows of the training.
/// </summary>
internal static class SavedSchedule
{
    private const string NameKey = "schedule";
    private const string Settings = "schedule.";
    private const string State = "schedule_state.";
    private const string WarmUp = "warm_up.";

    /// <summary>The schedule of a file; null where it has none.</summary>
    /// <param name="texts">The file's metadata.</param>
    /// <param name="prefix">What begins its keys.</param>
    /// <param name="own">The model's.</param>
    /// <param name="step">How many steps there were.</param>
    /// <param name="rate">The learning rate that was set.</param>
    /// <exception cref="InvalidDataException">It cannot be read, gives no rate, or has a function that the model lacks.</exception>
    public static Schedule? Read(StateTexts texts, string prefix, Schedule? own, long step, double rate)
    {
        if (texts.Find(prefix + NameKey) is not { } name) return null;
        var isFunction = name == nameof(Schedule.Function);
        var schedule = isFunction ? Function(texts, own)
            : ScheduleKinds.Make(
                name, new SavedSettings(texts, prefix + Settings), new SavedSettings(texts, prefix + State))
                ?? throw texts.Wrong(prefix + NameKey, $"one of {ScheduleKinds.Names}, {nameof(Schedule.Function)}");
        var settings = new SavedSettings(texts, prefix + WarmUp);
        if (texts.Keys.Any(key => key.StartsWith(prefix + WarmUp, StringComparison.Ordinal)))
            schedule = new WarmUpSchedule(settings, schedule);
        if (!isFunction && schedule.RateAt(step, rate) is var next && !texts.IsFinite(next))
            throw texts.Bad(string.Create(CultureInfo.InvariantCulture,
                $"its schedule {schedule} gives the learning rate {next} for step {step}. {TrainingState.WeightsAlone}"));
        return schedule;
    }

    /// <summary>The texts of a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="prefix">What begins their keys.</param>
    public static IEnumerable<KeyValuePair<string, string>> Entries(Schedule schedule, string prefix)
    {
        var (warmUp, kind) = schedule is WarmUpSchedule own ? (own.Settings, own.Then) : ([], schedule);
        return
        [
            new(prefix + NameKey, kind.Name), .. Under(Settings, kind.Settings), .. Under(State, kind.State), .. Under(WarmUp, warmUp),
        ];

        IEnumerable<KeyValuePair<string, string>> Under(string part, IEnumerable<KeyValuePair<string, string>> texts)
            => texts.Select(text => KeyValuePair.Create(prefix + part + text.Key, text.Value));
    }

    private static FunctionSchedule Function(StateTexts texts, Schedule? own)
        => own?.Asked ?? throw texts.Bad(
            $"its training has a schedule of a function, which no file holds. Set the model's {nameof(Schedule)} to "
                + $"{nameof(Schedule)}.{nameof(Schedule.Function)}(...) before Load, or load the weights alone: "
                + "Load(path, withOptimizer: false)");
}
