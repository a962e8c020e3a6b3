using System.Numerics.Tensors;

namespace ModelGen.Tests.Models;

/// <summary>What a call indexes outside of its tensors, or asks of sizes, is refused by name before anything changes.</summary>
public class IndexingTests
{
    private readonly float[] _x = [1, 2, 3, 4, 5, 6];
    private readonly float[] _y = new float[3];

    [Theory]
    [InlineData(2, 1, "x[i]: the index i is 2; it must be in 0..1, for axis 0 of [T, 3] has 2.", "i")]
    [InlineData(100_000_000, 1, "x[i]: the index i is 100000000; it must be in 0..1", "i")]
    [InlineData(int.MaxValue, 1, "the index i is 2147483647", "i")]
    [InlineData(-1, 1, "x[i]: the index i is -1; it must be in 0..1, for axis 0 of [T, 3] has 2.", "i")]
    [InlineData(int.MinValue, 1, "x[i]: the index i is -2147483648; it must be in 0..1", "i")]
    [InlineData(0, 1000, "Slice(0, 0, k): the end k is 1000; it must be in 0..2, for axis 0 of [T, 3] has 2.", "k")]
    [InlineData(0, int.MaxValue, "the end k is 2147483647", "k")]
    public void IndicesAreCheckedAtTheEntry(int i, int k, string message, string name)
    {
        using var model = Indexing.Create(Device.Cpu, seed: 1);
        var before = model.Parameters[0].ToArray();
        Refused(message, name, () => model.Predict(_x, i, k, _y));
        Refused(message, name, () => model.Predict(new ReadOnlyTensorSpan<float>(_x, [2, 3]), i, k, new TensorSpan<float>(_y)));
        Refused(message, name, () => model.Evaluate(_x, i, k, 0));
        Refused(message, name, () => model.TrainStep(_x, i, k, 0));
        Refused(message, name, () => model.Gradients(_x, i, k, 0));
        Assert.Equal(before, model.Parameters[0].ToArray());
        model.Predict(_x, 1, 2, _y);
        Assert.True(float.IsFinite(model.TrainStep(_x, 1, 2, 1)));
    }

    [Fact]
    public void LossAsksNothingOfPredict()
    {
        using var model = Indexing.Create(Device.Cpu, seed: 1);
        Refused("x[j]: the index j is 7; it must be in 0..1", "j", () => model.TrainStep(_x, 0, 1, 7));
        model.Predict(_x, 0, 1, _y);
    }

    [Theory]
    [InlineData(0, 3, "x[t + i]: the index is 2; it must be in 0..1")]
    [InlineData(1, 2, "x[t + i]: the index is 2; it must be in 0..1")]
    [InlineData(0, int.MaxValue, "x[t + i]: the index is 2")]
    public void IndicesInLoopsAreCheckedBeforeTheFirstLaunch(int i, int k, string message)
    {
        using var model = LoopIndexing.Create(Device.Cpu, seed: 1);
        var before = model.Parameters[0].ToArray();
        Refused(message, null, () => model.Predict(_x, i, k, _y));
        Refused(message, null, () => model.TrainStep(_x, i, k));
        Assert.Equal(before, model.Parameters[0].ToArray());
        model.Predict(_x, 5, 0, _y);
        Assert.Equal(before, _y);
        Assert.True(float.IsFinite(model.TrainStep(_x, 0, 2)));
    }

    [Fact]
    public void IndicesBehindConditionsOnTensorsAreCheckedWhereTheyAreUsed()
    {
        using var model = ReadIndexing.Create(Device.Cpu, seed: 1);
        Refused("x[i]: the index i is 2", "i", () => model.Predict(_x, 2, _y));
        Refused("x[i]: the index i is 100000000", "i", () => model.TrainStep(_x, 100_000_000));
        model.Predict([-1, 0, 0], 2, _y);
        Assert.Equal(model.Parameters[0].ToArray(), _y);
        Assert.True(float.IsFinite(model.TrainStep(_x, 1)));
    }

    [Theory]
    [InlineData(-1, 0, 2)]
    [InlineData(int.MinValue, -7, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(-1, 0, 5)]
    public void WhatIsBehindAConditionIsAskedWhereItHolds(int i, int k, int t)
    {
        using var model = GuardedIndexing.Create(Device.Cpu, seed: 1);
        var x = Enumerable.Range(0, 3 * t).Select(number => (float)number).ToArray();
        var w = model.Parameters[0].ToArray();
        model.Predict(x, i, k, _y);
        for (var column = 0; column < 3; column++)
        {
            var expected = i >= 0 ? (w[column] * x[(3 * i) + column]) + x[(3 * i) + column] : w[column];
            if (k > 1) expected += Enumerable.Range(0, k).Sum(row => x[(3 * row) + column]);
            for (var row = 0; row < i; row++) expected += x[(3 * row) + column];
            Assert.Equal(expected, _y[column], 1e-4f);
        }
    }

    [Theory]
    [InlineData(2, 0, 2, "x[i]: the index i is 2; it must be in 0..1")]
    [InlineData(-1, 2, 1, "cannot be reshaped to [k, 3], which has 3*k. For these inputs the numbers are 3 and 6")]
    [InlineData(1, 1, 3, "[T, 3] has 3*T elements and cannot be reshaped to [2, 3], which has 6")]
    public void WhatIsBehindAConditionIsCheckedBeforeTheFirstLaunch(int i, int k, int t, string message)
    {
        using var model = GuardedIndexing.Create(Device.Cpu, seed: 1);
        var before = model.Parameters[0].ToArray();
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => model.Predict(new float[3 * t], i, k, _y)).Message);
        Assert.ThrowsAny<ArgumentException>(() => model.TrainStep(new float[3 * t], i, k));
        Assert.Equal(before, model.Parameters[0].ToArray());
    }

    [Fact]
    public void ShapesOfLossAreNotAskedOfPredict()
    {
        using var model = GuardedIndexing.Create(Device.Cpu, seed: 1);
        model.Predict(_x, -1, 0, _y);
        Assert.Contains("cannot be reshaped to [1, k+1, 3]", Assert.Throws<ArgumentException>(() => model.Evaluate(_x, -1, 0)).Message);
        Assert.True(float.IsFinite(model.Evaluate(_x, -1, 1)));
    }

    [Theory]
    [InlineData(1, 3, null)]
    [InlineData(0, 3, "the padding i-1 is -1; it must be 0 or more.")]
    [InlineData(4, 3, "the size -i+k is -1; it must be 0 or more.")]
    [InlineData(1, 2, "cannot be reshaped to [B, k]")]
    public void SizesAreChecked(int i, int k, string? message)
    {
        using var model = Sizing.Create(5, Device.Cpu, seed: 1);
        if (message is null) model.Predict(_x, i, k, new float[1]);
        else Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => model.Predict(_x, i, k, new float[1])).Message);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void SizesOfParametersAreCheckedWhenTheModelIsMade(int n)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Sizing.Create(n, Device.Cpu, seed: 1));
        Assert.Contains($"_linear.weight [2, n-2]: the size n-2 is {n - 2}; it must be 1 or more.", error.Message);
    }

    private static void Refused(string message, string? name, Action call)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Contains(message, error.Message);
        if (name is not null) Assert.Equal(name, error.ParamName);
    }
}
