using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Parameters;

/// <summary>Parameters by name, by pattern, and without the buffers.</summary>
public sealed class ParameterSelectionTests : IDisposable
{
    private readonly SavedNet _model = SavedNet.Create(device: Device.CpuWith(1), seed: 1);

    [Fact]
    public void BuffersAreNotTrainable()
    {
        Assert.Equal(["norm.running_mean", "norm.running_var"], _model.Parameters.Where(item => !item.IsTrainable)
            .Select(item => item.Name).Order());
        Assert.False(_model.Parameters["norm.running_mean"].IsTrainable);
        Assert.Equal(_model.Parameters.Where(item => item.IsTrainable), _model.Parameters.Trainable);
        Assert.Equal((8, 6), (_model.Parameters.Count, _model.Parameters.Trainable.Count));
        Assert.Equal(15 + 5 + 5 + 5 + 10 + 2, _model.Parameters.Trainable.Sum(item => item.Count));
        Assert.Same(_model.Parameters.Trainable, _model.Parameters.Trainable);
    }

    [Theory]
    [InlineData("norm.*", "norm.running_mean norm.running_var norm.weight norm.bias")]
    [InlineData("*.weight", "hidden.weight norm.weight output.weight")]
    [InlineData("*", "hidden.weight hidden.bias norm.running_mean norm.running_var norm.weight norm.bias output.weight output.bias")]
    [InlineData("?????.bias", "")]
    [InlineData("????.bias", "norm.bias")]
    [InlineData("*n*.weight", "hidden.weight norm.weight")]
    [InlineData("hidden.weight*", "hidden.weight")]
    [InlineData("Norm.*", "")]
    [InlineData("norm", "")]
    [InlineData("", "")]
    public void APatternSelectsThoseThatMatch(string pattern, string names)
    {
        if (names.Length == 0)
        {
            Assert.Contains("; it has hidden.weight, ", Assert.Throws<KeyNotFoundException>(() => _model.Parameters[pattern]).Message);
            Assert.Contains($"SavedNet has no name that matches \"{pattern}\"; it has ",
                Assert.Throws<KeyNotFoundException>(() => _model.Parameters.Matching(pattern)).Message);
            return;
        }

        var expected = names.Split(' ').Order().ToList();
        Assert.Equal(expected, _model.Parameters[pattern].Select(item => item.Name).Order());
        Assert.Equal(expected, _model.Parameters.Matching(pattern).Select(item => item.Name).Order());
        Assert.Equal(expected.Count, _model.Parameters[pattern].Count);
        Assert.Equal(_model.Parameters.Where(item => expected.Contains(item.Name)), _model.Parameters[pattern]);
    }

    [Fact]
    public void AGroupIsACollection()
    {
        var norm = _model.Parameters["norm.*"];
        Assert.Equal(["norm.weight", "norm.bias"], norm.Trainable.Select(item => item.Name));
        Assert.Equal(5, norm["norm.bias"].Count);
        Assert.Single(norm["*.bias"]);
        foreach (var parameter in norm) parameter.CopyFrom([1f, 2f, 3f, 4f, 5f]);
        Assert.Equal([1f, 2f, 3f, 4f, 5f], norm[3].ToArray());
        ParameterCollection bothBiases = _model.Parameters["*o*.bias"];
        Assert.Equal(2, bothBiases.Count);
    }

    [Fact]
    public void ANameSelectsOneWithItsMembers()
    {
        var bias = _model.Parameters["output.bias"];
        bias.CopyFrom([1f, 2f]);
        Parameter parameter = bias;
        Assert.Same(parameter, bias.ToParameter());
        Assert.Same(parameter, Assert.Single(bias));
        Assert.Equal([1f, 2f], bias.ToArray());
        Assert.Equal((2, 2L, "output.bias", true, "output.bias [2]"),
            (bias.Count, bias.LongCount, bias.Name, bias.IsTrainable, bias.ToString()));
        Assert.Equal([2L], bias.Shape.ToArray());
        var (singles, doubles) = (new float[2], new double[2]);
        bias.CopyTo(singles);
        bias.CopyFrom([3.0, 4.0]);
        bias.CopyTo(doubles);
        Assert.Equal([1f, 2f], singles);
        Assert.Equal([3.0, 4.0], doubles);
        bias.Initialize(Initializer.Constant, first: 7);
        Assert.Equal([7f, 7f], parameter.ToArray());
    }

    [Fact]
    public void WhatIsAskedOfOneIsRefusedForSeveral()
    {
        var norm = _model.Parameters["norm.*"];
        var fault = Assert.Throws<InvalidOperationException>(() => norm.ToArray());
        Assert.StartsWith("\"norm.*\" selects 4 tensors of SavedNet: norm.", fault.Message);
        Assert.EndsWith("take it by its whole name, or go through them by foreach.", fault.Message);
        Assert.Throws<InvalidOperationException>(() => norm.Name);
        Assert.Throws<InvalidOperationException>(() => (Parameter)norm);
        Assert.Throws<ArgumentNullException>(() => _model.Parameters[(string)null!]);
        Assert.Throws<ArgumentNullException>(() => _model.Parameters.Matching(null!));
    }

    [Fact]
    public void GradientsAreThoseOfTheTrainableAndOfInputs()
    {
        var gradients = _model.Gradients([1, 2, 3, 4, 5, 6], [1, 0, 0, 1]);
        foreach (var parameter in _model.Parameters.Trainable) Assert.Equal(parameter.Count, gradients[parameter.Name].ToArray().Length);
        Assert.Equal(_model.Parameters.Trainable.Select(item => item.Name).Order(), gradients.Trainable.Select(item => item.Name).Order());
        Assert.Contains(gradients, gradient => gradient is { Name: "x", IsTrainable: false });
        Assert.Equal(["norm.bias", "norm.weight"], gradients["norm.*"].Select(item => item.Name).Order());
        var fault = Assert.Throws<KeyNotFoundException>(() => gradients["norm.running_mean"]);
        Assert.StartsWith("norm.running_mean is a buffer of SavedNet, which Forward assigns and no gradient changes, so it has none; "
            + "Parameters.Trainable are those that have; it has ", fault.Message);
        Assert.StartsWith("the gradient set of SavedNet has no \"norm.mean\"; it has ",
            Assert.Throws<KeyNotFoundException>(() => gradients["norm.mean"]).Message);
    }

    [Fact]
    public void ANameAllocatesNothing()
        => Allocation.IsNone(() => _ = _model.Parameters["norm.bias"].Count + _model.Parameters.Trainable.Count
            + _model.Parameters["output.bias"].Shape.Length);

    public void Dispose() => _model.Dispose();
}
