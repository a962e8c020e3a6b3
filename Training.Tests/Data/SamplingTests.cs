namespace ModelGen.Tests.Data;

/// <summary>Samples that are drawn by weights.</summary>
public class SamplingTests
{
    [Fact]
    public void EachIsDrawnAsOftenAsItWeighs()
    {
        var drawn = Reading.Numbers(4).SampleWeighted([0, 1, 0, 3], count: 40_000);
        Assert.Equal(40_000, drawn.Count);
        var counts = Reading.Firsts(drawn).CountBy(sample => sample).ToDictionary();
        Assert.Equal([1, 3], counts.Keys.Order());

        // The standard deviation is 87.
        Assert.InRange(counts[3], 29_600, 30_400);
    }

    [Fact]
    public void DrawsDependOnSeedAndEpochAlone()
    {
        var drawn = Reading.Numbers(20).SampleWeighted([.. Enumerable.Range(1, 20)], count: 100);
        var first = Reading.Inputs(drawn, seed: 5, epoch: 2);
        foreach (var workers in (int[])[1, 4]) Assert.Equal(first, Reading.Inputs(drawn, workers, seed: 5, epoch: 2));
        Assert.NotEqual(first, Reading.Inputs(drawn, seed: 5, epoch: 3));
        Assert.NotEqual(first, Reading.Inputs(drawn, seed: 6, epoch: 2));
    }

    [Fact]
    public void ClassesAreBalanced()
    {
        int[] labels = [.. Enumerable.Repeat(0, 8_900), .. Enumerable.Repeat(1, 1_000), .. Enumerable.Repeat(4, 100)];
        var set = DataSet.Of(new float[10_000], labels, 10_000).SampleClassBalanced();
        var counts = Reading.Targets(set).CountBy(label => label).ToDictionary();

        // The standard deviation of each is 47.
        Assert.Equal([0, 1, 4], counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 3_133, 3_533));
    }

    [Fact]
    public void WrongWeightsAreTold()
    {
        var set = Reading.Numbers(2);
        var fault = Assert.Throws<ArgumentException>(() => set.SampleWeighted([1], 5));
        Assert.StartsWith("There are 1 weights and 2 samples; give one for each.", fault.Message);
        fault = Assert.Throws<ArgumentOutOfRangeException>(() => set.SampleWeighted([1, -1], 5));
        Assert.StartsWith("The weight of sample 1 must be 0 or more.", fault.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.SampleWeighted([1, double.NaN], 5));
        Assert.Throws<ArgumentException>(() => set.SampleWeighted([0, 0], 5));
    }
}
