using System.Reflection;

namespace ModelGen.Tests.Schedules;

/// <summary>Each schedule gives the numbers of PyTorch's scheduler, which computes each from the one before, for 1,000 steps.</summary>
public class ScheduleReferenceTests
{
    private const int Steps = 1000;

    public static TheoryData<string> Names => ScheduleRows.Names;

    [Fact]
    public void EachRowOfPyTorchsIsCompared() => Assert.Equal(ScheduleReference.Names.Order(), ScheduleRows.All.Keys.Order());

    [Fact]
    public void EachScheduleHasARowAndOneAfterAWarmUp()
    {
        var methods = typeof(Schedule).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => method.Name).Order().ToList();
        Assert.Equal(11, methods.Count);
        var rows = ScheduleRows.All.Keys.ToLookup(name => name.StartsWith("warm_", StringComparison.Ordinal), ScheduleRows.MethodOf);
        Assert.Equal(methods, rows[false].Distinct().Order());

        // PyTorch's SequentialLR takes none that follows a metric.
        Assert.Equal(methods.Except([nameof(Schedule.ReduceOnPlateau)]), rows[true].Distinct().Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void TheRatesArePyTorchs(string name)
    {
        var (schedule, expected) = (ScheduleRows.All[name](), ScheduleReference.Of(name));
        Assert.Equal(Steps, expected.Length);
        for (var step = 0; step < Steps; step++)
        {
            var rate = schedule.RateAt(step, ScheduleReference.Rate);
            Assert.True(Math.Abs(rate - expected[step]) <= 1e-9 * expected[step], $"step {step}: {rate}, and PyTorch's {expected[step]}");
            schedule.Report(ScheduleReference.Metrics[step]);
        }
    }

    /// <summary>What is no number is not better, as PyTorch has it.</summary>
    [Theory]
    [InlineData(PlateauMode.Min)]
    [InlineData(PlateauMode.Max)]
    public void AMetricThatIsNoNumberIsNotBetter(PlateauMode mode)
    {
        var schedule = Schedule.ReduceOnPlateau(mode, factor: 0.5, patience: 1);
        double[] metrics = [double.NaN, double.NaN, 3, double.NaN, double.NaN];
        var rates = metrics.Select(metric =>
        {
            schedule.Report(metric);
            return schedule.RateAt(0, 1);
        });
        Assert.Equal([1, 0.5, 0.5, 0.5, 0.25], rates);
    }

    /// <summary>However often it was reduced, the rate ends where a further reduction would change too little.</summary>
    [Theory]
    [InlineData(0.1, 0, 1e-8)]
    [InlineData(0.9, 0, 1e-8)]
    [InlineData(0.999, 0.01, 1e-4)]
    [InlineData(0.5, 0.3, 0)]
    [InlineData(0.5, 2, 0)]
    [InlineData(0, 0, 1e-8)]
    public void ReductionsEnd(double factor, double minimum, double epsilon)
    {
        var schedule = Schedule.ReduceOnPlateau(factor: factor, patience: 0, minimum: minimum, epsilon: epsilon);
        schedule.Report(0);
        var expected = 1.0;
        for (var report = 0; report < 10_000; report++)
        {
            schedule.Report(1);
            if (expected - Math.Max(expected * factor, minimum) > epsilon) expected = Math.Max(expected * factor, minimum);
            Assert.Equal(expected, schedule.RateAt(report, 1), 1e-9 * expected);
        }
    }
}
