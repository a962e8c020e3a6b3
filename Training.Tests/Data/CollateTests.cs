namespace ModelGen.Tests.Data;

/// <summary>Batches that a function makes of samples of any kind.</summary>
public class CollateTests
{
    private static readonly int[] Samples = [.. Enumerable.Range(0, 10)];

    [Theory]
    [InlineData(false, "0 1 2 3|4 5 6 7|8 9")]
    [InlineData(true, "0 1 2 3|4 5 6 7")]
    public void EachSampleIsInOneBatch(bool dropLast, string expected)
    {
        var loader = new CollateLoader<int, string>(Samples, 4, some => string.Join(' ', some), dropLast: dropLast);
        Assert.Equal(expected, string.Join('|', Read(loader)));
        Assert.Equal(expected.Split('|').Length, loader.Count);
    }

    [Fact]
    public void TheOrderIsOfSeedAndEpoch()
    {
        var (one, two) = (Loader(seed: 3), Loader(seed: 3));
        var (first, second) = (Read(one), Read(one));
        Assert.NotEqual(first, second);
        Assert.Equal(Samples, string.Join(' ', first).Split(' ').Select(int.Parse).Order());
        two.Epoch = 1;
        Assert.Equal(second, Read(two));
        Assert.NotEqual(first, Read(Loader(seed: 4)));
        Assert.Equal(2, two.Epoch);

        static CollateLoader<int, string> Loader(long seed) => new(Samples, 4, some => string.Join(' ', some), shuffle: true, seed: seed);
    }

    [Fact]
    public void WrongSizesAreTold()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CollateLoader<int, int>(Samples, 0, some => some.Count));
        Assert.Throws<ArgumentNullException>(() => new CollateLoader<int, int>(null!, 1, some => some.Count));
        Assert.Throws<ArgumentNullException>(() => new CollateLoader<int, int>(Samples, 1, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CollateLoader<int, int>(Samples, 1, some => some.Count) { Epoch = -1 });
        Assert.Empty(Read(new CollateLoader<int, string>([], 4, some => "")));
    }

    private static List<string> Read(CollateLoader<int, string> loader)
    {
        var batches = new List<string>();
        foreach (var batch in loader) batches.Add(batch);
        return batches;
    }
}
