namespace ModelGen.Tests.Data;

/// <summary>Sets of some samples of others.</summary>
public class SelectionTests
{
    [Fact]
    public void PartsHaveTheSamplesThatTheySay()
    {
        var set = Reading.Numbers(10);
        Assert.Equal([0, 1, 2], Reading.Firsts(set.Take(3)));
        Assert.Equal([8, 9], Reading.Firsts(set.Skip(8)));
        Assert.Equal([3, 4], Reading.Firsts(set.Skip(3).Take(2)));
        Assert.Equal([7, 1, 7], Reading.Firsts(set.Subset(7, 1, 7)));
        Assert.Equal([0, 1, 2, 8, 9, 0], Reading.Firsts(set.Take(3).Concat(set.Skip(8), set.Take(1))));
        Assert.Equal(0, set.Skip(20).Count);
        Assert.Equal(10, set.Take(20).Count);
        Assert.Equal([1, 4, 7], Reading.Firsts(set.Filter((_, label) => label[0] == 1)));
    }

    [Fact]
    public void AShuffleDependsOnTheSeedAlone()
    {
        var set = Reading.Numbers(50);
        var order = Reading.Firsts(set.Shuffle(seed: 3));
        Assert.Equal(order, Reading.Firsts(set.Shuffle(seed: 3)));
        Assert.NotEqual(order, Reading.Firsts(set.Shuffle(seed: 4)));
        Assert.Equal(Enumerable.Range(0, 50), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 50), order);
    }

    [Fact]
    public void ASplitDividesTheSamples()
    {
        var (first, second) = Reading.Numbers(11).Split(0.7, seed: 1);
        Assert.Equal((8, 3), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 11), Reading.Firsts(first).Concat(Reading.Firsts(second)).Order());
        Assert.Equal(Reading.Firsts(first), Reading.Firsts(Reading.Numbers(11).Split(0.7, seed: 1).First));
        Assert.NotEqual(Reading.Firsts(first), Reading.Firsts(Reading.Numbers(11).Split(0.7, seed: 2).First));
        var (all, none) = Reading.Numbers(5).Split(1, seed: 1);
        Assert.Equal((5, 0), (all.Count, none.Count));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.33)]
    public void AStratifiedSplitKeepsTheSharesOfClasses(double fraction)
    {
        int[] labels = [.. Enumerable.Repeat(0, 100), .. Enumerable.Repeat(1, 13), .. Enumerable.Repeat(7, 5)];
        var set = DataSet.Of(labels.Select(label => (float)label).ToArray(), labels, labels.Length);
        var (first, second) = set.Split(fraction, seed: 5, stratified: true);
        Assert.Equal((int)Math.Round(fraction * 118, MidpointRounding.AwayFromZero), first.Count);
        Assert.Equal(118, first.Count + second.Count);
        foreach (var (label, count) in (ReadOnlySpan<(int, int)>)[(0, 100), (1, 13), (7, 5)])
            Assert.InRange(Reading.Firsts(first).Count(other => other == label), (fraction * count) - 1, (fraction * count) + 1);
        Assert.NotEqual(labels.Take(first.Count), Reading.Firsts(first));
    }

    [Fact]
    public void WrongRequestsAreTold()
    {
        var set = Reading.Numbers(4);
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => set.Subset(1, 4));
        Assert.StartsWith("The set has 4 samples; a number must be in [0, 4).", fault.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Take(-1));
        fault = Assert.Throws<ArgumentOutOfRangeException>(() => set.Split(1.5, 1));
        Assert.StartsWith("The first part's share of the samples must be in [0, 1].", fault.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Split(double.NaN, 1));
        var wide = Assert.Throws<ArgumentException>(() => set.Concat(DataSet.Of(new float[3], new int[1], 1)));
        Assert.StartsWith("A set has samples of 3 and 1 elements, and the first set of 2 and 1;", wide.Message);
        var label = Assert.Throws<ArgumentException>(() => DataSet.Of(new float[2], new int[4], 2).Split(0.5, 1, stratified: true));
        Assert.StartsWith("The set's targets have 2 elements; a label is one.", label.Message);
    }
}
