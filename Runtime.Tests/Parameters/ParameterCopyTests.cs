using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Models;
using ModelGen.Tests.Training;

namespace ModelGen.Tests.Parameters;

/// <summary>Target networks: a model takes a share of another's parameters, of all or of none.</summary>
public sealed class ParameterCopyTests : IDisposable
{
    private readonly SavedNet _target = SavedNet.Create(device: Device.CpuWith(1), seed: 1);
    private readonly SavedNet _source = SavedNet.Create(device: Device.CpuWith(2), seed: 2);

    public ParameterCopyTests() => _source.TrainStep([1, 2, 3, 4, 5, 6, 7, 8, -9], [1, 0, 1, 0, 1, 0]);

    [Theory]
    [InlineData(0)]
    [InlineData(0.005)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1)]
    public void EachElementTakesItsShare(double tau)
    {
        var (before, source) = (Values(_target), Values(_source));
        _target.CopyFrom(_source, tau);
        var expected = before.Zip(source, (own, other) => (float)(((1 - tau) * own) + (tau * other)));
        Assert.Equal(expected, Values(_target));
        Assert.Equal(source, Values(_source));
    }

    [Fact]
    public void TheWholeModelIsCopiedAtOnce()
    {
        _target.CopyFrom(_source);
        Assert.Equal(Values(_source), Values(_target));
        float[] x = [1, 2, 3, 4, 5, 6];
        var (expected, actual) = (new float[4], new float[4]);
        _source.Predict(x, expected);
        _target.Predict(x, actual);
        Assert.Equal(expected, actual);
        _target.CopyFrom(_target, 0.5);
        Assert.Equal(Values(_source), Values(_target));
    }

    /// <summary>Also what is not finite is copied, and replaces and is replaced; at 0 nothing changes.</summary>
    [Fact]
    public void NumbersThatAreNotFinite()
    {
        _source.Parameters["output.bias"].CopyFrom([float.NaN, 1f]);
        _target.Parameters["output.bias"].CopyFrom([2f, float.PositiveInfinity]);
        _target.CopyFrom(_source, 0);
        Assert.Equal([2f, float.PositiveInfinity], _target.Parameters["output.bias"].ToArray());
        _target.CopyFrom(_source);
        Assert.Equal([float.NaN, 1f], _target.Parameters["output.bias"].ToArray());
        _source.Parameters["output.bias"].CopyFrom([5f, -0f]);
        _target.CopyFrom(_source);
        Assert.Equal([5f, -0f], _target.Parameters["output.bias"].ToArray());
        Assert.True(float.IsNegative(_target.Parameters["output.bias"].ToArray()[1]));
    }

    [Fact]
    public void BuffersAreCopiedUnlessTheyAreLeftOut()
    {
        var before = _target.Parameters["norm.running_mean"].ToArray();
        Assert.NotEqual(before, _source.Parameters["norm.running_mean"].ToArray());
        _target.Parameters.Trainable.CopyFrom(_source.Parameters);
        Assert.Equal(before, _target.Parameters["norm.running_mean"].ToArray());
        Assert.Equal(_source.Parameters["hidden.weight"].ToArray(), _target.Parameters["hidden.weight"].ToArray());
        _target.CopyFrom(_source);
        Assert.Equal(_source.Parameters["norm.running_mean"].ToArray(), _target.Parameters["norm.running_mean"].ToArray());
    }

    [Fact]
    public void AGroupIsCopiedAlone()
    {
        var output = _target.Parameters["output.weight"].ToArray();
        _target.Parameters["hidden.*"].CopyFrom(_source.Parameters);
        _target.Parameters["norm.*"].CopyFrom(_source.Parameters["norm.*"], 0.5);
        Assert.Equal(output, _target.Parameters["output.weight"].ToArray());
        Assert.Equal(_source.Parameters["hidden.weight"].ToArray(), _target.Parameters["hidden.weight"].ToArray());
        Assert.NotEqual(_source.Parameters["norm.running_mean"].ToArray(), _target.Parameters["norm.running_mean"].ToArray());
    }

    [Fact]
    public void TensorsOfOtherNamesAreCopiedOneByOne()
    {
        _target.Parameters["norm.bias"].CopyFrom(_source.Parameters["norm.running_mean"]);
        Assert.Equal(_source.Parameters["norm.running_mean"].ToArray(), _target.Parameters["norm.bias"].ToArray());
        _target.Parameters[0].CopyFrom(_source.Parameters[0], 0.5);
        var fault = Assert.Throws<ArgumentException>(() => _target.Parameters["norm.bias"].CopyFrom(_source.Parameters["output.bias"]));
        Assert.Equal("norm.bias [5] of SavedNet cannot be copied from output.bias [2] of SavedNet: the shapes differ, and must be the "
            + "same. (Parameter 'source')", fault.Message);
    }

    [Fact]
    public void ClassAndPrecisionMayDiffer()
    {
        using var wide = SavedNetInDouble.Create(Device.CpuWith(1));
        using var used = SavedNetForUse.Create(Device.CpuWith(1));
        wide.CopyFrom(_source);
        Assert.Equal(Values(_source), Values(wide));
        wide.Parameters["output.bias"].CopyFrom([0.1, 1e300]);
        used.CopyFrom(wide);
        Assert.Equal([0.1f, float.PositiveInfinity], used.Parameters["output.bias"].ToArray());
        using var twin = SavedNetInDouble.Create(Device.CpuWith(1), seed: 3);
        twin.CopyFrom(wide);
        var exact = new double[2];
        twin.Parameters["output.bias"].CopyTo(exact);
        Assert.Equal([0.1, 1e300], exact);
    }

    [Fact]
    public void WhatIsMissingOrMisshapedIsNamedAndNothingIsCopied()
    {
        using var other = Classifier.Create(Device.CpuWith(1));
        var before = Values(_target);
        var fault = Assert.Throws<ArgumentException>(() => _target.CopyFrom(other));
        Assert.Equal("source", fault.ParamName);
        Assert.StartsWith("SavedNet cannot be copied from Classifier: Classifier has no norm.", fault.Message);
        Assert.Contains("; the shapes must be the same, and differ in hidden.weight [5, 3], which is [", fault.Message);
        Assert.Contains("Nothing was copied.", fault.Message);
        Assert.Equal(before, Values(_target));
        Assert.Contains("has no hidden.weight [5, 3]",
            Assert.Throws<ArgumentException>(() => _target.CopyFrom(_source.Parameters["norm.*"])).Message);
    }

    [Fact]
    public void TheSourceMayHaveMore()
    {
        using var part = HiddenAlone.Create(Device.CpuWith(1));
        part.CopyFrom(_source);
        Assert.Equal(_source.Parameters["hidden.weight"].ToArray(), part.Parameters["hidden.weight"].ToArray());
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AShareIsFromZeroToOne(double tau)
    {
        var before = Values(_target);
        Assert.Equal("tau", Assert.Throws<ArgumentOutOfRangeException>(() => _target.CopyFrom(_source, tau)).ParamName);
        Assert.Equal("tau", Assert.Throws<ArgumentOutOfRangeException>(()
            => _target.Parameters[0].CopyFrom(_source.Parameters[0], tau)).ParamName);
        Assert.Equal(before, Values(_target));
    }

    [Fact]
    public void ModelsThatAreGoneOrInUseAreTold()
    {
        using var one = TestModel.Create();
        using var two = TestModel.Create(seed: 2);
        var before = one.Parameters["weight"].ToArray();
        Exception? fault = null;
        two.Executor.During = () => fault = Record.Exception(() => one.Parameters.CopyFrom(two.Parameters));
        two.TrainStep([1, 2, 3]);
        Assert.IsType<InvalidOperationException>(fault);
        Assert.Equal(before, one.Parameters["weight"].ToArray());
        _source.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _target.CopyFrom(_source));
        Assert.Throws<ArgumentNullException>(() => _target.CopyFrom((IModel)null!));
        _target.Predict([1, 2, 3], new float[2]);
    }

    [Fact]
    public void AGradientThatIsGoneIsTold()
    {
        using var model = TestModel.Create();
        using var other = TestModel.Create();
        var gradients = model.Gradients([1, 2, 3, 4, 5, 6]);
        model.Evaluate([1, 2, 3]);
        Assert.Contains("is gone",
            Assert.Throws<InvalidOperationException>(() => other.Parameters["weight"].CopyFrom(gradients["x"])).Message);
        gradients = model.Gradients([1, 2, 3, 4, 5, 6]);
        other.Parameters["weight"].CopyFrom(gradients["x"]);
        Assert.Equal(gradients["x"].ToArray(), other.Parameters["weight"].ToArray());
    }

    /// <summary>Gradients whose memory another call has used are refused, and nothing is copied of them.</summary>
    [Fact]
    public void GradientsAreASourceWhileTheyAreThere()
    {
        using var model = SavedNet.Create(device: Device.CpuWith(1), seed: 3);
        float[] x = [1, 2, 3, 4, 5, 6], y = [1, 0, 0, 1];
        var gradients = model.Gradients(x, y);
        _target.Parameters.Trainable.CopyFrom(gradients);
        Assert.Equal(gradients["hidden.weight"].ToArray(), _target.Parameters["hidden.weight"].ToArray());
        var before = Values(_target);
        model.Evaluate(x, y);
        var fault = Assert.Throws<InvalidOperationException>(() => _target.Parameters.Trainable.CopyFrom(gradients));
        Assert.Contains("The gradient of hidden.weight is gone", fault.Message);
        Assert.Equal(before, Values(_target));
    }

    /// <summary>The optimizer goes on as if nothing had been copied: the twin gets the same numbers by hand.</summary>
    [Fact]
    public void WhatTheOptimizerKeepsIsNotTouched()
    {
        using var twin = SavedNet.Create(device: Device.CpuWith(1), seed: 1);
        foreach (var model in new[] { _target, twin }) model.TrainStep([1, 2, 3, 4, 5, 6], [1, 0, 0, 1]);
        _target.CopyFrom(_source);
        foreach (var parameter in twin.Parameters) parameter.CopyFrom(_source.Parameters[parameter.Name].ToArray());
        foreach (var model in new[] { _target, twin }) model.TrainStep([1, 2, 3, 4, 5, 6], [1, 0, 0, 1]);
        Assert.Equal(Values(twin), Values(_target));
    }

    [Fact]
    public void LargeTensorsAreCopiedWhole()
    {
        using var one = WideTable.Create(Device.CpuWith(1), seed: 1);
        using var two = WideTable.Create(Device.CpuWith(1), seed: 2);
        var (own, other) = (one.Parameters["table"].ToArray(), two.Parameters["table"].ToArray());
        one.CopyFrom(two, 0.25);
        Assert.Equal(own.Zip(other, (a, b) => (float)((0.75 * a) + (0.25 * b))), one.Parameters["table"].ToArray());
    }

    [Fact]
    public void CopiesAllocateNothing()
    {
        using var wide = SavedNetInDouble.Create(Device.CpuWith(1));
        Allocation.IsNone(() =>
        {
            _target.CopyFrom(_source, 0.01);
            wide.CopyFrom(_source, 0.01);
            _target.CopyFrom(_source);
            _target.Parameters[0].CopyFrom(_source.Parameters[0], 0.5);
        });
    }

    public void Dispose()
    {
        _target.Dispose();
        _source.Dispose();
    }

    private static float[] Values(IModel model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}

/// <summary>The first layer of <see cref="SavedNet"/>.</summary>
[Model]
public partial class HiddenAlone
{
    private readonly Linear hidden = new(3, 5);

    public Tensor Forward([Shape("N", 3)] Tensor x) => hidden.Forward(x);
}

/// <summary>A parameter with an element for each pattern of 16 bits, and some more.</summary>
[Model]
public partial class WideTable
{
    [Parameter(66_000, Initializer = Initializer.Normal)]
    private readonly Tensor table = null!;

    public Tensor Forward([Shape("N", 66_000)] Tensor x) => x * table;
}
