using System.Text.Json;

namespace ModelGen.Tests.Metrics;

/// <summary>Metrics of classes are scikit-learn's, at once and in batches of any sizes, from float and double.</summary>
public class ClassificationReferenceTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Rows => [.. MetricReference.Names("classification")];

    [Theory]
    [MemberData(nameof(Rows))]
    public void AccuracyAndCounts(string name)
    {
        var row = MetricReference.Of("classification", name);
        Same(row.Number("accuracy"), new Accuracy(), row);
        var matrix = new ConfusionMatrix(row.GetProperty("classes").GetInt32());
        Same(row.Number("accuracy"), matrix, row);
        Assert.Equal(row.Array<long>("confusion"), matrix.ToArray().Cast<long>());
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void RatiosAndTheirAverages(string name)
    {
        var row = MetricReference.Of("classification", name);
        var classes = row.GetProperty("classes").GetInt32();
        Check("precision", average => new PrecisionScore(classes, average));
        Check("recall", average => new RecallScore(classes, average));
        Check("f1", average => new F1Score(classes, average));
        Check("iou", average => new IntersectionOverUnion(classes, average));

        void Check(string ratio, Func<Average, ClassRatioMetric> make)
        {
            var expected = row.GetProperty("ratios").GetProperty(ratio);
            foreach (var average in Enum.GetValues<Average>().Where(average => average != Average.Binary || classes == 2))
            {
                var metric = make(average);
                Assert.Equal(average == Average.Macro ? ratio : $"{Word(average)} {ratio}", metric.Name);
                Same(expected.Number(Word(average)), metric, row);
                Close(expected.Array<double>("per_class"), metric.PerClass);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rankings(string name)
    {
        var row = MetricReference.Of("classification", name);
        var classes = row.GetProperty("classes").GetInt32();
        if (!row.TryGetProperty("ranking", out var ranking))
        {
            Assert.True(double.IsNaN(Filled(new Auroc(classes, logits: true), row).Value));
            return;
        }

        foreach (var average in (Average[])[Average.Macro, Average.Weighted])
        {
            var word = classes == 2 ? "binary" : Word(average);
            SameOfProbabilities(ranking.GetProperty("auroc").Number(word), new Auroc(classes, average), row);
            SameOfProbabilities(ranking.GetProperty("average precision").Number(word), new AveragePrecision(classes, average), row);
        }
    }

    [Fact]
    public void RankingsOfLogitsAreThoseOfTheirProbabilities()
    {
        var row = MetricReference.Of("classification", "three");
        var ranking = row.GetProperty("ranking");
        Same(ranking.GetProperty("auroc").Number("macro"), new Auroc(3, logits: true), row);
        Same(ranking.GetProperty("average precision").Number("weighted"), new AveragePrecision(3, Average.Weighted, logits: true), row);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void PerplexityAndTheFirstK(string name)
    {
        var row = MetricReference.Of("classification", name);
        Same(row.Number("perplexity"), new Perplexity(), row);
        if (!row.TryGetProperty("top_k", out var topK)) return;
        foreach (var entry in topK.EnumerateObject())
            Same(entry.Value.GetDouble(), new TopKAccuracy(int.Parse(entry.Name, null)), row);
    }

    /// <summary>At once, and in batches whose sizes grow, in float and in double: the bits are the same.</summary>
    private static void Same<TMetric>(double expected, TMetric metric, JsonElement row)
        where TMetric : IMetric<float, int>, IMetric<double, int>
    {
        var (scores, labels) = (row.Array<float>("scores"), row.Array<int>("labels"));
        var columns = scores.Length / labels.Length;
        var whole = Filled(metric, row).Value;
        Assert.Equal(expected, whole, Tolerance);

        metric.Reset();
        Assert.True(double.IsNaN(metric.Value));
        for (var (first, size) = (0, 0); first < labels.Length; first += size, size++)
        {
            var count = Math.Min(size, labels.Length - first);
            metric.Add(scores.AsSpan(first * columns, count * columns), labels.AsSpan(first, count));
        }

        Assert.Equal(whole, metric.Value);
        metric.Reset();
        metric.Add(scores.Select(score => (double)score).ToArray(), labels);
        Assert.Equal(whole, metric.Value);
    }

    private static void SameOfProbabilities(double expected, RankingMetric metric, JsonElement row)
    {
        var (probabilities, labels) = (row.Array<double>("probabilities"), row.Array<int>("labels"));
        var columns = probabilities.Length / labels.Length;
        metric.Add(probabilities, labels);
        var whole = metric.Value;
        Assert.Equal(expected, whole, Tolerance);
        metric.Reset();
        for (var sample = labels.Length - 1; sample >= 0; sample--)
            metric.Add(probabilities.AsSpan(sample * columns, columns), labels.AsSpan(sample, 1));
        Assert.Equal(whole, metric.Value);
    }

    private static IMetric Filled(IMetric<float, int> metric, JsonElement row)
    {
        metric.Reset();
        metric.Add(row.Array<float>("scores"), row.Array<int>("labels"));
        return metric;
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var number = 0; number < expected.Length; number++) Assert.Equal(expected[number], actual[number], Tolerance);
    }

    private static string Word(Average average) => $"{average}".ToLowerInvariant();
}
