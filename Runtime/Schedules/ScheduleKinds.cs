namespace ModelGen.Runtime;

/// <summary>The schedules that a file can hold, by the names of the methods that make them.</summary>
internal static class ScheduleKinds
{
    private static readonly Dictionary<string, Func<ScheduleSettings, Schedule>> Rows = new(StringComparer.Ordinal)
    {
        [nameof(Schedule.Constant)] = settings => new ConstantSchedule(settings),
        [nameof(Schedule.Step)] = settings => new StepSchedule(settings),
        [nameof(Schedule.MultiStep)] = settings => new MultiStepSchedule(settings),
        [nameof(Schedule.Exponential)] = settings => new ExponentialSchedule(settings),
        [nameof(Schedule.Linear)] = settings => new LinearSchedule(settings),
        [nameof(Schedule.Polynomial)] = settings => new PolynomialSchedule(settings),
        [nameof(Schedule.Cosine)] = settings => new CosineSchedule(settings),
        [nameof(Schedule.CosineWithRestarts)] = settings => new CosineRestartSchedule(settings),
        [nameof(Schedule.OneCycle)] = settings => new OneCycleSchedule(settings),
    };

    /// <summary>All names, for messages.</summary>
    public static string Names => string.Join(", ", Rows.Keys.Append(nameof(Schedule.ReduceOnPlateau)));

    /// <summary>Makes a schedule; null if none has the name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="state">What it knows of the training, if it is one that does.</param>
    public static Schedule? Make(string name, ScheduleSettings settings, ScheduleSettings state)
        => name == nameof(Schedule.ReduceOnPlateau) ? new PlateauSchedule(settings, state)
            : Rows.TryGetValue(name, out var make) ? make(settings) : null;
}
