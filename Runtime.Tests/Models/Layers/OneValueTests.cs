using System.Numerics.Tensors;

namespace ModelGen.Tests.Models.Layers;

/// <summary>A batch norm of one value a feature has no variance: the step is refused, and all stays as it was.</summary>
public class OneValueTests
{
    [Fact]
    public void AStepOfOneSampleIsRefused()
    {
        using var model = RowNormNet.Create(Device.Cpu, 1);
        model.TrainStep(Numbers(12), Numbers(8));
        var before = Values(model.Parameters);
        var exception = Assert.Throws<ArgumentException>(() => model.TrainStep(Numbers(3), Numbers(2)));
        Assert.Contains("would make _norm.running_var NaN for ever: its new value divides by N-1, which is 0 here", exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(before, Values(model.Parameters));
        model.Predict(Numbers(3), new float[2]);
        model.TrainStep(Numbers(6), Numbers(4));
        Assert.True(Values(model.Parameters).All(float.IsFinite));
    }

    [Theory]
    [InlineData(1, 1, 1, false)]
    [InlineData(2, 1, 1, true)]
    [InlineData(1, 2, 1, true)]
    [InlineData(1, 1, 3, true)]
    public void ImagesCountTheirPixels(int samples, int height, int width, bool isTrained)
    {
        using var model = ImageNormNet.Create(Device.Cpu, 1);
        nint[] shape = [samples, 2, height, width];
        var before = Values(model.Parameters);
        var x = new ReadOnlyTensorSpan<float>(Numbers(samples * 2 * height * width), shape);
        string? message = null;
        try
        {
            model.TrainStep(x, x);
        }
        catch (ArgumentException exception)
        {
            message = exception.Message;
        }

        Assert.Equal(isTrained, message is null);
        Assert.Equal(isTrained, !before.SequenceEqual(Values(model.Parameters)));
        Assert.True(Values(model.Parameters).All(float.IsFinite));
    }

    [Fact]
    public void StatisticsOfOnesOwnAreHeldToTheSame()
    {
        using var model = OwnNormNet.Create(Device.Cpu, 1);
        var exception = Assert.Throws<ArgumentException>(() => model.TrainStep(Numbers(3)));
        Assert.Contains("would make spread NaN for ever", exception.Message, StringComparison.Ordinal);
        model.TrainStep(Numbers(6));
        Assert.True(Values(model.Parameters).All(float.IsFinite));
    }

    [Theory]
    [InlineData(5, 2, false)]
    [InlineData(4, 2, true)]
    [InlineData(3, 1, false)]
    [InlineData(1, 8, false)]
    [InlineData(7, 5, true)]
    public void FitSaysSoBeforeItsFirstStep(int samples, int batchSize, bool isTrained)
    {
        using var model = RowNormNet.Create(Device.Cpu, 1);
        var before = Values(model.Parameters);
        var exception = Record.Exception(() =>
            model.Fit(Numbers(3 * samples), Numbers(2 * samples), epochs: 1, batchSize: batchSize,
                cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(isTrained, exception is null);
        Assert.Equal(isTrained, !before.SequenceEqual(Values(model.Parameters)));
        if (!isTrained)
            Assert.Contains("The last batch of an epoch is what is left of the samples",
                Assert.IsType<ArgumentException>(exception).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 2, false, false)]
    [InlineData(5, 2, true, true)]
    [InlineData(4, 2, false, true)]
    [InlineData(3, 1, false, false)]
    [InlineData(3, 1, true, false)]
    [InlineData(1, 8, false, false)]
    [InlineData(7, 5, false, true)]
    public void FitOverALoaderDoesToo(int samples, int batchSize, bool dropsLast, bool isTrained)
    {
        using var model = RowNormNet.Create(Device.Cpu, 1);
        using var loader = new DataLoader<float, float>(DataSet.Of(Numbers(3 * samples), Numbers(2 * samples), samples), batchSize,
            dropLast: dropsLast);
        var before = Values(model.Parameters);
        var exception = Record.Exception(() => model.Fit(loader, epochs: 1, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(isTrained, exception is null);
        Assert.Equal(isTrained, !before.SequenceEqual(Values(model.Parameters)));
        if (!isTrained)
            Assert.Contains("would make _norm.running_var NaN for ever", Assert.IsType<ArgumentException>(exception).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void NormsOfASampleNeedNoOther()
    {
        using var model = SampleNormNet.Create(Device.Cpu, 1);
        model.TrainStep(Numbers(2));
        Assert.True(Values(model.Parameters).All(float.IsFinite));
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(index => MathF.Sin(index))];

    private static float[] Values(IEnumerable<Parameter> parameters) => [.. parameters.SelectMany(parameter => parameter.ToArray())];
}
