namespace ModelGen.Tests.Metrics;

/// <summary>Metrics of numbers are scikit-learn's, at once and in batches.</summary>
public class RegressionReferenceTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Rows => [.. MetricReference.Names("regression")];

    [Theory]
    [MemberData(nameof(Rows))]
    public void TheyAreScikitLearns(string name)
    {
        var row = MetricReference.Of("regression", name);
        var outputs = row.GetProperty("outputs").GetInt32();
        Same(row.Number("mae"), new MeanAbsoluteError());
        Same(row.Number("mse"), new MeanSquaredError());
        var r2 = row.GetProperty("r2");
        Same(r2.ValueKind == System.Text.Json.JsonValueKind.Null ? double.NaN : r2.GetDouble(), new R2Score(outputs));

        void Same(double expected, RegressionMetric metric)
        {
            var (predictions, targets) = (row.Array<float>("predictions"), row.Array<float>("targets"));
            metric.Add(predictions, targets);
            var whole = metric.Value;
            Assert.Equal(expected, whole, Tolerance);
            metric.Reset();
            Assert.True(double.IsNaN(metric.Value));
            for (var first = 0; first < targets.Length; first += outputs)
                metric.Add(predictions.AsSpan(first, outputs), targets.AsSpan(first, outputs));
            Assert.Equal(whole, metric.Value);
        }
    }

    [Fact]
    public void SizesThatDoNotFitAreTold()
    {
        var fault = Assert.Throws<ArgumentException>(() => new R2Score(2).Add(new float[3], new float[3]));
        Assert.StartsWith("r2 got 3 predictions and 3 targets; give as many of each, 2 for a sample.", fault.Message);
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Add(new float[3], new float[2]));
    }

    [Fact]
    public void ANumberThatIsNotFiniteIsSeen()
    {
        var metric = new MeanAbsoluteError();
        metric.Add([1, double.NaN], [1, 1]);
        Assert.True(double.IsNaN(metric.Value));
    }
}
