using ModelGen.Tests.Files;
using ModelGen.Tests.Metrics;

namespace ModelGen.Tests.Data;

/// <summary>Normalizers are scikit-learn's StandardScaler, and keep their bits in a file.</summary>
public class NormalizerTests
{
    [Fact]
    public void ItIsScikitLearnsStandardScaler()
    {
        var row = MetricReference.Of("scaler", "four");
        var (values, expected) = (row.Array<float>("values"), row.Array<double>("scaled"));
        var normalizer = Normalizer.Fit(DataSet.Of(values, new int[values.Length / 4], values.Length / 4));
        Close(row.Array<double>("mean"), normalizer.Means);
        Close(row.Array<double>("deviation"), normalizer.Deviations);
        var scaled = (float[])values.Clone();
        normalizer.Apply(scaled);
        for (var index = 0; index < scaled.Length; index++) Assert.Equal(expected[index], scaled[index], 1e-6);
        normalizer.Invert(scaled);
        for (var index = 0; index < scaled.Length; index++) Assert.Equal(values[index], scaled[index], 1e-4f);

        static void Close(double[] expected, ReadOnlySpan<double> actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (var feature = 0; feature < expected.Length; feature++) Assert.Equal(expected[feature], actual[feature], 1e-12);
        }
    }

    [Fact]
    public void TargetsHaveOneOfTheirOwn()
    {
        var set = DataSet.Of(new int[2], [1f, 10, 3, 10], 2);
        var normalizer = Normalizer.FitTargets(set);
        Assert.Equal([2, 10], normalizer.Means.ToArray());
        Assert.Equal([1, 1], normalizer.Deviations.ToArray());
        using var loader = new DataLoader<int, float>(set.NormalizeTargets(normalizer), batchSize: 2);
        foreach (var (_, targets) in loader) Assert.Equal([-1, 0, 1, 0], targets.ToArray());
        var other = DataSet.Of(new int[2], new float[2], 2);
        Assert.Contains("1 elements, and the normalizer 2 features",
            Assert.Throws<ArgumentException>(() => other.NormalizeTargets(normalizer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChannelsHaveOneMeanEach()
    {
        var set = DataSet.Of([1f, 3, 10, 10, 5, 7, 10, 10], new int[2], 2);
        var normalizer = Normalizer.Fit(set, channels: 2);
        Assert.Equal([4, 10], normalizer.Means.ToArray());
        Assert.Equal([Math.Sqrt(5), 1], normalizer.Deviations.ToArray());
        var expected = ((float[])[-3, -1, 0, 0, 1, 3, 0, 0]).Select(number => (float)(number / Math.Sqrt(5)));
        Assert.Equal(expected, Reading.Inputs(set.Normalize(normalizer), workers: 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(37)]
    public void RunsOfAnyLengthAreNormalizedAlike(int run)
    {
        var normalizer = new Normalizer([1e6, -2], [0.125, 3]);
        float[] values = [.. Enumerable.Range(0, 4 * run).Select(index => (index / run % 2 == 0 ? 1e6f : 0) + index)];
        var expected = values.Select((value, index) => index / run % 2 == 0 ? (float)((value - 1e6) / 0.125) : (float)((value + 2.0) / 3));
        float[] scaled = [.. values];
        normalizer.Apply(scaled, 2 * run);
        Assert.Equal(expected, scaled);
    }

    [Fact]
    public void AFileKeepsItsBits()
    {
        using var folder = new TemporaryFolder();
        var normalizer = Normalizer.Fit([0.1f, 7, 0.3f, -2, 1 / 3f, 9], features: 2);
        normalizer.Save(folder["normalizer.json"]);
        var loaded = Normalizer.Load(folder["normalizer.json"]);
        Assert.Equal(normalizer.Means.ToArray(), loaded.Means.ToArray());
        Assert.Equal(normalizer.Deviations.ToArray(), loaded.Deviations.ToArray());
        Assert.Equal(normalizer.ToJson(), Normalizer.FromJson(normalizer.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"mean\":[1]}")]
    [InlineData("{\"mean\":[1],\"deviation\":[0]}")]
    [InlineData("{\"mean\":[1],\"deviation\":[1,2]}")]
    [InlineData("{\"mean\":[\"a\"],\"deviation\":[1]}")]
    [InlineData("{\"mean\":[],\"deviation\":[]}")]
    public void AnotherFileIsTold(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("other.json", text);
        var fault = Assert.Throws<InvalidDataException>(() => Normalizer.Load(path));
        Assert.StartsWith($"{path} holds no normalizer: ", fault.Message);
        Assert.Contains("Expected {\"mean\":[...],\"deviation\":[...]}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongNumbersAreTold()
    {
        var set = DataSet.Of([1f, 2, 3, float.NaN], new int[2], 2);
        var fault = Assert.Throws<ArgumentException>(() => Normalizer.Fit(set));
        Assert.StartsWith("Element 1 of sample 1 is NaN, so its feature has no mean.", fault.Message);
        Assert.Throws<ArgumentException>(() => Normalizer.Fit(Reading.Numbers(3).Take(0)));
        Assert.Throws<ArgumentException>(() => Normalizer.Fit([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => Reading.Numbers(3).Normalize(new([1, 2, 3], [1, 1, 1])));
        Assert.Throws<ArgumentException>(() => new Normalizer([0, 0], [1, 1]).Apply(new float[3]));
    }
}
