namespace ModelGen.Tests.Data;

/// <summary>Samples that are made of others, and the random numbers that they are made with.</summary>
public class TransformTests
{
    [Fact]
    public void AMapChangesSamples()
    {
        var set = Reading.Numbers(4).Map((input, target, ref _) =>
        {
            input[0] = -input[0];
            target[0] = 9;
        });
        Assert.Equal([0, 0.5f, -1, 1.5f, -2, 2.5f, -3, 3.5f], Reading.Inputs(set));
        Assert.Equal([9, 9, 9, 9], Reading.Targets(set));
        var sums = Reading.Numbers(4).Map<float, int, double, float>(1, 2, (input, target, sum, parts, ref _) =>
        {
            sum[0] = input[0] + input[1];
            parts[1] = target[0];
        });
        Assert.Equal((1, 2), (sums.InputSize, sums.TargetSize));
        Assert.Equal([0, 0, 0, 1, 0, 2, 0, 0], Reading.Targets(sums));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void RandomNumbersAreThoseOfSeedEpochAndSampleWhoeverReads(int workers)
    {
        var set = Reading.Numbers(40).Map((input, _, ref random) => input[1] = (float)random.Uniform())
            .Map((input, _, ref random) => input[0] += (float)random.Normal());
        var alone = Reading.Inputs(set, workers: 0, seed: 3, epoch: 1);
        Assert.Equal(alone, Reading.Inputs(set, workers, seed: 3, epoch: 1));
        Assert.NotEqual(alone, Reading.Inputs(set, workers, seed: 3, epoch: 2));
        Assert.NotEqual(alone, Reading.Inputs(set, workers, seed: 4, epoch: 1));

        // The order does not count either: each sample's numbers are its own.
        var shuffled = Reading.Inputs(set, workers, seed: 3, epoch: 1, shuffle: true);
        Assert.NotEqual(alone, shuffled);
        Assert.Equal(alone.Chunk(2).Select(sample => (sample[0], sample[1])).Order(),
            shuffled.Chunk(2).Select(sample => (sample[0], sample[1])).Order());
    }

    [Fact]
    public void EachStageHasNumbersOfItsOwn()
    {
        var set = Reading.Numbers(30).Map((input, _, ref random) => input[0] = (float)random.Uniform())
            .Map((input, _, ref random) => input[1] = (float)random.Uniform());
        var all = Reading.Inputs(set);
        Assert.Equal(60, all.Distinct().Count());
    }

    [Fact]
    public void ACacheHoldsWhatEpochZeroGives()
    {
        var asked = 0;
        var set = Reading.Numbers(5).Map((input, _, ref random) =>
        {
            asked++;
            input[0] = (float)random.Uniform();
        });
        var cached = set.Cache();
        Assert.Equal(Reading.Inputs(set, epoch: 0), Reading.Inputs(cached, epoch: 7));
        Assert.Equal(10, asked);
        Assert.Throws<ArgumentException>(() => set.Take(0).Cache());
    }

    [Fact]
    public void OneHotTargetsStandForLabels()
    {
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], Reading.Targets(Reading.Numbers(3).OneHot(3)));
        var fault = Assert.Throws<DataLoadException>(() => Reading.Targets(Reading.Numbers(3).OneHot(2)));
        Assert.Contains("Sample 2 of", fault.Message, StringComparison.Ordinal);
        Assert.Contains("The label is 2; there are 2 classes, so it must be in [0, 2).", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASetOfOnesOwnGetsTheEpoch()
    {
        Assert.Equal([2, 2, 2], Reading.Inputs(new EpochSet(), epoch: 2));
        Assert.Equal([5, 5, 5], Reading.Inputs(new EpochSet().Take(3), workers: 2, epoch: 5));
    }

    private sealed class EpochSet() : DataSet<float, int>(1, 1)
    {
        public override int Count => 3;

        public override void Fill(int index, Span<float> input, Span<int> target) => throw new NotSupportedException();

        public override void Fill(int index, SampleContext context, Span<float> input, Span<int> target) => input[0] = context.Epoch;
    }
}
