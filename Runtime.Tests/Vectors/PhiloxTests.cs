namespace ModelGen.Tests.Vectors;

public class PhiloxTests
{
    // The known answers that Random123 publishes for philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu,
        0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u,
        0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u,
        0x24126ea1u)]
    public void BlocksAreThePublishedOnes(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x, uint y, uint z, uint w)
        => Assert.Equal((x, y, z, w), Philox.Block((c0, c1, c2, c3), (k0, k1)));

    [Fact]
    public void UniformNumbersFillTheUnitIntervalEvenly()
    {
        var counts = new int[10];
        for (ulong index = 0; index < 100_000; index++) counts[(int)(Philox.Uniform(7, 3, index) * 10)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void NormalNumbersHaveTheMomentsOfTheNormalDistribution()
    {
        var numbers = Enumerable.Range(0, 100_000).Select(index => Philox.Normal(7, 3, (ulong)index)).ToArray();
        Assert.InRange(numbers.Average(), -0.015, 0.015);
        Assert.InRange(numbers.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(numbers.Average(x => x * x * x * x), 2.85, 3.15);
        Assert.All(numbers, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void SeedStreamAndIndexEachMatterInAllTheirBits()
    {
        ulong[] values = [0, 1, 1ul << 31, 1ul << 32, ulong.MaxValue];
        var numbers = from seed in values from stream in values from index in values select Philox.Uniform(seed, stream, index);
        Assert.Equal(125, numbers.Distinct().Count());
    }
}
