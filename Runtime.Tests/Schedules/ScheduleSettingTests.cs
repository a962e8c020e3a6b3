using System.Globalization;

namespace ModelGen.Tests.Schedules;

/// <summary>Each setting of each schedule has a range, and the error names setting, range and value.</summary>
public class ScheduleSettingTests
{
    private const string Count = "a whole number from 1 to 9007199254740992";
    private const string CountOrNone = "a whole number from 0 to 9007199254740992";
    private const string Share = "a number from 0 to 1";
    private const string NotNegative = "a finite number of 0 or more";
    private const string Positive = "a finite number above 0";
    private const string BelowOne = "a number of 0 or more and below 1";
    private const string OneOfTwo = "a whole number from 0 to 1";

    private static readonly Dictionary<string, (string Range, Func<double, Schedule> Make)> Settings = new()
    {
        ["Constant factor"] = (Share, value => Schedule.Constant(value)),
        ["Constant steps"] = (Count, value => Schedule.Constant(steps: (long)value)),
        ["Step stepSize"] = (Count, value => Schedule.Step((long)value)),
        ["Step gamma"] = (NotNegative, value => Schedule.Step(1, value)),
        ["MultiStep gamma"] = (NotNegative, value => Schedule.MultiStep([], value)),
        ["Exponential gamma"] = (NotNegative, Schedule.Exponential),
        ["Linear startFactor"] = (Share, value => Schedule.Linear(startFactor: value)),
        ["Linear endFactor"] = (Share, value => Schedule.Linear(endFactor: value)),
        ["Linear steps"] = (Count, value => Schedule.Linear(steps: (long)value)),
        ["Polynomial steps"] = (Count, value => Schedule.Polynomial((long)value)),
        ["Polynomial power"] = (NotNegative, value => Schedule.Polynomial(power: value)),
        ["Cosine steps"] = (Count, value => Schedule.Cosine((long)value)),
        ["Cosine minimum"] = (NotNegative, value => Schedule.Cosine(1, value)),
        ["CosineWithRestarts firstPeriod"] = (Count, value => Schedule.CosineWithRestarts((long)value)),
        ["CosineWithRestarts periodFactor"] = (Count, value => Schedule.CosineWithRestarts(1, (long)value)),
        ["CosineWithRestarts minimum"] = (NotNegative, value => Schedule.CosineWithRestarts(1, minimum: value)),
        ["OneCycle maximum"] = (NotNegative, value => Schedule.OneCycle(value, 1)),
        ["OneCycle totalSteps"] = (Count, value => Schedule.OneCycle(1, (long)value)),
        ["OneCycle riseShare"] = (Share, value => Schedule.OneCycle(1, 1, riseShare: value)),
        ["OneCycle annealing"] = (OneOfTwo, value => Schedule.OneCycle(1, 1, annealing: (OneCycleAnnealing)value)),
        ["OneCycle divFactor"] = (Positive, value => Schedule.OneCycle(1, 1, divFactor: value)),
        ["OneCycle finalDivFactor"] = (Positive, value => Schedule.OneCycle(1, 1, finalDivFactor: value)),
        ["ReduceOnPlateau mode"] = (OneOfTwo, value => Schedule.ReduceOnPlateau((PlateauMode)value)),
        ["ReduceOnPlateau factor"] = (BelowOne, value => Schedule.ReduceOnPlateau(factor: value)),
        ["ReduceOnPlateau patience"] = (CountOrNone, value => Schedule.ReduceOnPlateau(patience: (long)value)),
        ["ReduceOnPlateau threshold"] = (NotNegative, value => Schedule.ReduceOnPlateau(threshold: value)),
        ["ReduceOnPlateau thresholdMode"] = (OneOfTwo, value => Schedule.ReduceOnPlateau(thresholdMode: (PlateauThreshold)value)),
        ["ReduceOnPlateau cooldown"] = (CountOrNone, value => Schedule.ReduceOnPlateau(cooldown: (long)value)),
        ["ReduceOnPlateau minimum"] = (NotNegative, value => Schedule.ReduceOnPlateau(minimum: value)),
        ["ReduceOnPlateau epsilon"] = (NotNegative, value => Schedule.ReduceOnPlateau(epsilon: value)),
        ["WithWarmUp steps"] = (Count, value => Schedule.Constant().WithWarmUp((long)value)),
        ["WithWarmUp startFactor"] = (Share, value => Schedule.Constant().WithWarmUp(1, value)),
    };

    /// <summary>The values at the ends of each range, those outside first.</summary>
    private static readonly Dictionary<string, (double[] Outside, double[] Inside)> Ends = new()
    {
        [Count] = ([0, -1, long.MinValue, 1L << 54], [1, 1L << 53]),
        [CountOrNone] = ([-1, long.MinValue, 1L << 54], [0, 1L << 53]),
        [Share] = ([-1e-9, 1.001, double.NaN, double.PositiveInfinity], [0, 1]),
        [NotNegative] = ([-1e-9, double.NaN, double.PositiveInfinity, double.NegativeInfinity], [0, 2, double.MaxValue]),
        [Positive] = ([0, -1, double.NaN, double.PositiveInfinity], [1e-3, 2]),
        [BelowOne] = ([-1e-9, 1, double.NaN], [0, 0.999]),
        [OneOfTwo] = ([-1, 2], [0, 1]),
    };

    public static TheoryData<string> Names => [.. Settings.Keys];

    [Theory, MemberData(nameof(Names))]
    public void WhatIsOutsideItsRangeIsRefused(string setting)
    {
        var (range, make) = Settings[setting];
        var name = setting.Split(' ')[1];
        foreach (var value in Ends[range].Outside)
        {
            var fault = Assert.Throws<ArgumentOutOfRangeException>(() => make(value));
            Assert.Equal(name, fault.ParamName);
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{name} must be {range}; got {value}."), fault.Message,
                StringComparison.Ordinal);
        }

        foreach (var value in Ends[range].Inside) Assert.False(double.IsNaN(make(value).RateAt(3, 0.1)));
    }

    /// <summary>A setting that this table forgets would not be checked here.</summary>
    [Fact]
    public void EachSettingIsChecked()
    {
        var parameters = typeof(Schedule).GetMethods().Where(method => method.ReturnType == typeof(Schedule))
            .SelectMany(method => method.GetParameters(), (method, parameter) => $"{method.Name} {parameter.Name}").ToList();
        Assert.Equal(parameters.Order(),
            Settings.Keys.Concat(["MultiStep milestones", "OneCycle threePhase", "Function factor"]).Order());
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(3L, 2L)]
    [InlineData(1L, (1L << 53) + 2)]
    public void MilestonesAscend(params long[] milestones)
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.MultiStep(milestones));
        Assert.StartsWith(
            $"milestones must be whole numbers from 0 to 9007199254740992, none below the one before it; got {milestones[^1]}.",
            fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsMissingIsRefused()
    {
        Assert.Equal("milestones", Assert.Throws<ArgumentNullException>(() => Schedule.MultiStep(null!)).ParamName);
        Assert.Equal("factor", Assert.Throws<ArgumentNullException>(() => Schedule.Function(null!)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(1).RateAt(-1, 1)).ParamName);
    }

    [Fact]
    public void MilestonesAreCopied()
    {
        long[] milestones = [2];
        var schedule = Schedule.MultiStep(milestones);
        milestones[0] = 0;
        Assert.Equal(1, schedule.RateAt(0, 1));
        Assert.Equal(1, Schedule.MultiStep([]).RateAt(9, 1));
    }

    [Fact]
    public void OneWarmUpIsAll()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => Schedule.Step(7).WithWarmUp(2, 0.5).WithWarmUp(3));
        Assert.Equal("Step(stepSize: 7, gamma: 0.1).WithWarmUp(steps: 2, startFactor: 0.5) has a warm-up already; give it one of all the "
            + "steps.", fault.Message);
    }

    /// <summary>Far beyond all steps of any training each schedule still gives a rate.</summary>
    [Fact]
    public void LateStepsHaveRates()
    {
        foreach (var row in ScheduleRows.All.Where(row => row.Key != "exponential_up"))
            Assert.InRange(row.Value().RateAt(1L << 53, 1), 0, 1);
    }
}
