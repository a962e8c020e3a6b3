namespace ModelGen.Tests.Generation;

public class TokenSamplerTests
{
    private static readonly float[] Scores = [1, 3, 2, 3, float.NegativeInfinity, -50];

    [Fact]
    public void WithoutTemperatureTheFirstOfTheBestIsTaken()
    {
        Assert.All(Drawn(new(0)), token => Assert.Equal(1, token));
        Assert.All(Drawn(new(5, topK: 1)), token => Assert.Equal(1, token));
        Assert.Equal(0, new TokenSampler(1).Next([7f]));
    }

    [Theory]
    [InlineData(1.0, 0, 1.0)]
    [InlineData(0.5, 0, 1.0)]
    [InlineData(2.0, 3, 1.0)]
    [InlineData(1.0, 0, 0.9)]
    [InlineData(1.0, 2, 0.3)]
    [InlineData(1e-3, 0, 1.0)]
    public void TokensAreDrawnByTheirProbabilities(double temperature, int topK, double topP)
    {
        const int count = 40_000;
        var drawn = Drawn(new(temperature, topK, topP, seed: 3), count).GroupBy(token => token).ToDictionary(group => group.Key,
            group => group.Count() / (double)count);
        var expected = Expected(temperature, topK, topP);
        for (var token = 0; token < Scores.Length; token++)
            Assert.Equal(expected[token], drawn.GetValueOrDefault(token), 0.015);
        Assert.All(drawn.Keys, token => Assert.True(expected[token] > 0));
    }

    [Fact]
    public void TheSeedDecides()
    {
        Assert.Equal(Drawn(new(seed: 4)), Drawn(new(seed: 4)));
        Assert.NotEqual(Drawn(new(seed: 4)), Drawn(new(seed: 5)));
    }

    [Fact]
    public void WhatCannotBeDrawnFromIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(topK: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(topP: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(topP: 1.5));
        var sampler = new TokenSampler();
        Assert.Throws<ArgumentException>(() => sampler.Next([]));
        var unknown = Assert.Throws<ArgumentException>(() => sampler.Next([1, float.NaN]));
        Assert.Contains("token 1 is NaN", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => sampler.Next([float.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => sampler.Next([1, float.PositiveInfinity]));
    }

    /// <summary>As transformers does it: temperature, the best topK, the fewest of those that have topP, then all to a sum of 1.</summary>
    private static double[] Expected(double temperature, int topK, double topP)
    {
        var order = Enumerable.Range(0, Scores.Length).OrderByDescending(token => Scores[token]).ThenBy(token => token).ToList();
        var weights = Scores.Select(score => Math.Exp((score - Scores.Max()) / temperature)).ToArray();
        foreach (var token in order.Skip(topK == 0 ? Scores.Length : topK)) weights[token] = 0;
        var (whole, before) = (weights.Sum(), 0.0);
        foreach (var token in order)
        {
            var weight = weights[token];
            if (before >= topP * whole) weights[token] = 0;
            before += weight;
        }

        return [.. weights.Select(weight => weight / weights.Sum())];
    }

    private static int[] Drawn(TokenSampler sampler, int count = 100) => [.. Enumerable.Range(0, count).Select(_ => sampler.Next(Scores))];
}
