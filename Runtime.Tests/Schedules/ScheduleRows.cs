namespace ModelGen.Tests.Schedules;

/// <summary>The schedules whose rates PyTorch computed (References/make_schedules.py), by the names that they have there.</summary>
internal static class ScheduleRows
{
    private const int WarmUp = 50;

    public static readonly Dictionary<string, Func<Schedule>> All = new()
    {
        ["constant"] = () => Schedule.Constant(),
        ["constant_long"] = () => Schedule.Constant(factor: 0.25, steps: 400),
        ["step"] = () => Schedule.Step(100),
        ["step_short"] = () => Schedule.Step(stepSize: 30, gamma: 0.9),
        ["multi_step"] = () => Schedule.MultiStep([100, 300, 700]),
        ["multi_step_twice"] = () => Schedule.MultiStep(milestones: [0, 5, 5, 640], gamma: 0.5),
        ["exponential"] = () => Schedule.Exponential(0.99),
        ["exponential_up"] = () => Schedule.Exponential(gamma: 1.001),
        ["cosine"] = () => Schedule.Cosine(1000),
        ["cosine_short"] = () => Schedule.Cosine(steps: 150, minimum: 1e-3),
        ["restarts"] = () => Schedule.CosineWithRestarts(100),
        ["restarts_twice"] = () => Schedule.CosineWithRestarts(firstPeriod: 7, periodFactor: 2, minimum: 1e-4),
        ["restarts_thrice"] = () => Schedule.CosineWithRestarts(10, 3),
        ["linear"] = () => Schedule.Linear(),
        ["linear_down"] = () => Schedule.Linear(startFactor: 1, endFactor: 0.01, steps: 800),
        ["polynomial"] = () => Schedule.Polynomial(),
        ["polynomial_square"] = () => Schedule.Polynomial(steps: 900, power: 2),
        ["polynomial_root"] = () => Schedule.Polynomial(1000, 0.5),
        ["one_cycle"] = () => Schedule.OneCycle(0.1, 1000),
        ["one_cycle_lines"] = () => Schedule.OneCycle(maximum: 0.5, totalSteps: 1000, riseShare: 0.1, annealing: OneCycleAnnealing.Linear,
            divFactor: 10, finalDivFactor: 100),
        ["one_cycle_three_phases"] = () => Schedule.OneCycle(0.1, 1000, riseShare: 0.4, threePhase: true),
        ["one_cycle_fall"] = () => Schedule.OneCycle(0.1, 1000, riseShare: 0),
        ["one_cycle_rise"] = () => Schedule.OneCycle(0.1, 1000, riseShare: 1),
        ["function"] = () => Schedule.Function(Falling),
        ["warm_constant"] = () => Warm(Schedule.Constant()),
        ["warm_step"] = () => Warm(Schedule.Step(100)),
        ["warm_multi_step"] = () => Warm(Schedule.MultiStep([100, 300, 700])),
        ["warm_exponential"] = () => Warm(Schedule.Exponential(0.99)),
        ["warm_cosine"] = () => Warm(Schedule.Cosine(950)),
        ["warm_restarts"] = () => Warm(Schedule.CosineWithRestarts(10, 3)),
        ["warm_linear"] = () => Warm(Schedule.Linear()),
        ["warm_polynomial"] = () => Warm(Schedule.Polynomial(900, 2)),
        ["warm_one_cycle"] = () => Warm(Schedule.OneCycle(0.1, 950)),
        ["warm_function"] = () => Warm(Schedule.Function(Falling)),
        ["plateau"] = () => Schedule.ReduceOnPlateau(),
        ["plateau_absolute"] = () => Schedule.ReduceOnPlateau(factor: 0.8, patience: 2, threshold: 0.01,
            thresholdMode: PlateauThreshold.Absolute, cooldown: 3),
        ["plateau_minimum"] = () => Schedule.ReduceOnPlateau(factor: 0.5, patience: 5, minimum: 0.003),
        ["plateau_epsilon"] = () => Schedule.ReduceOnPlateau(factor: 0.5, patience: 5, epsilon: 1e-3),
        ["plateau_max"] = () => Schedule.ReduceOnPlateau(PlateauMode.Max, factor: 0.9, patience: 0),
        ["plateau_max_absolute"] = () => Schedule.ReduceOnPlateau(PlateauMode.Max, factor: 0.3, patience: 20, threshold: 0.05,
            thresholdMode: PlateauThreshold.Absolute, cooldown: 10),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The method that makes a row, which comes before its warm-up.</summary>
    public static string MethodOf(string name) => All[name]().ToString().Split('(')[0];

    private static double Falling(long step) => 1 / (1 + (0.01 * step));

    private static Schedule Warm(Schedule schedule) => schedule.WithWarmUp(WarmUp, startFactor: 0.1);
}
