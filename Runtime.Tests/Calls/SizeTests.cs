using System.Numerics.Tensors;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Calls;

/// <summary>
/// Each call finds its sizes from what it is given, by division too, or takes them; what does not fit is told with what was seen and
/// expected.
/// </summary>
public class SizeTests
{
    [Fact]
    public void ProductsAreSolvedByDivision()
    {
        using var model = Paired.Create(Device.Cpu);
        float[] x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], target = new float[6];
        var (spans, tensors) = (new float[6], new float[6]);
        model.Predict(OfTwoRows(x), new TensorSpan<float>(tensors, [2, 3]));
        Assert.Equal([3, 7, 11, 15, 19, 23], tensors);
        Assert.Throws<ArgumentException>(() => model.Predict(OfTwoRows([1, 2, 3, 4, 5, 6]), new TensorSpan<float>(tensors, [2, 3])));
        model.Predict(x, spans, n: 2, k: 3);
        Assert.Equal(tensors, spans);
        float expected = tensors.Sum(value => value * value) / 6;
        Assert.Equal(expected, (float)model.Evaluate(x, target, n: 2, k: 3), 1e-3f);
        Assert.Equal(expected, (float)model.Evaluate(OfTwoRows(x), OfTwoRows(target)), 1e-3f);
        Assert.Equal([2, 6], model.Gradients(x, target, n: 2, k: 3)["x"].Shape);
        Assert.Equal(expected, (float)model.TrainStep(x, target, n: 2, k: 3), 1e-3f);
        Assert.Single(model.Fit(x, target, k: 3, epochs: 1, cancellation: TestContext.Current.CancellationToken).Losses);
    }

    [Fact]
    public void ASumWithANumberIsSolved()
    {
        using var model = Odd.Create(Device.Cpu);
        var sums = new double[2];
        model.Predict(new ReadOnlyTensorSpan<double>([1, 2, 3, 4, 5], [1, 5]), new TensorSpan<double>(sums, [1, 2]));
        Assert.Equal([5, 7], sums);
        model.Predict([1, 2, 3, 4, 5], sums, n: 1, k: 2);
        Assert.Equal([5, 7], sums);
        Refused("x [N, 2*K+1] got a tensor of [1, 4], and 4 along axis 1 is 2*K+1 for no whole K: 2*K+1 is 3 for K = 1 and 5 for K "
            + "= 2.", () =>
            model.Evaluate(new ReadOnlyTensorSpan<double>(new double[4], [1, 4])));
        Refused("K is a dimension and must be 1 or more", () => model.TrainStep(new ReadOnlyTensorSpan<double>(new double[1], [1, 1])));
    }

    [Fact]
    public void ASymbolBesideAKnownOneIsSolved()
    {
        using var model = Beside.Create(Device.Cpu);
        var sums = new float[2];
        float[] x = [0, 0, 0, 1, 2, 3, 4, 5, 6];
        model.Predict(x, [10], sums);
        Assert.Equal([16, 25], sums);
        model.Predict(new ReadOnlyTensorSpan<float>(x, [3, 3]), new ReadOnlyTensorSpan<float>([10]), new TensorSpan<float>(sums));
        Assert.Equal([16, 25], sums);
        Assert.Equal(((16 * 16) + (25 * 25)) / 2f, (float)model.TrainStep(x, [10]));
        Refused("x [H+K, 3] got 4 elements, which fits no whole K: K = 1 takes 6.", () => model.Evaluate(new float[4], [10]));
        Refused("x [H+K, 3] got 3 elements: K would be 0, but must be 1 or more; K = 1 takes 6 elements.", () =>
            model.TrainStep(new float[3], [10]));
        Refused("x [H+K, 3] got 3 elements: K would be -1, but must be 0 or more; K = 0 takes 6 elements.", () =>
            model.Evaluate(new float[3], [10, 10]));
    }

    [Fact]
    public void ShapesTellWhatLengthsDoNot()
    {
        using var model = Halved.Create(Device.Cpu);
        var sums = new float[2];
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8];
        model.Predict(new ReadOnlyTensorSpan<float>(image, [1, 2, 4]), new TensorSpan<float>(sums, [1, 2]));
        Assert.Equal([14, 22], sums);
        model.Predict(image, sums, h: 1, w: 2);
        Assert.Equal([14, 22], sums);
        Refused("image [1, 2*H, 2*W] got a tensor of [1, 3, 4], and 3 along axis 1 is 2*H for no whole H: 2*H is 2 for H = 1 and 4 "
            + "for H = 2.", () =>
            model.TrainStep(new ReadOnlyTensorSpan<float>(new float[12], [1, 3, 4])));
        Refused("image [1, 2*H, 2*W] got 12 elements; with h = 1, w = 2 it takes 8.", () => model.TrainStep(new float[12], h: 1, w: 2));
        Refused("image [1, 2*H, 2*W] has 3 dimensions; got a tensor of [12]. An array is a tensor of one dimension; with arrays and "
            + "spans, pass "
            + "the sizes: Gradients(image, h: ..., w: ...).", () => model.Gradients(new float[12]));
    }

    [Fact]
    public void TextOfAnyShapeIsPredictedAndTrained()
    {
        using var model = Text.Create(Device.Cpu, seed: 1);
        int[] text = [0, 1, 2, 3, 4, 0], next = [1, 2, 3, 0, 1, 2];
        var (spans, tensors, size) = (new float[24], new float[24], new float[2]);
        model.Predict(text, spans, size.AsSpan(0, 1), n: 2, t: 3);
        model.Predict(new ReadOnlyTensorSpan<int>(text, [2, 3]), new TensorSpan<float>(tensors, [2, 3, 4]),
            new TensorSpan<float>(size.AsSpan(1, 1)));
        Assert.Equal(spans, tensors);
        Assert.Equal(size[0], size[1]);
        Assert.NotEqual(0, size[0]);
        float first = model.Evaluate(text, next, n: 2, t: 3), other = model.Evaluate(text, next, n: 3, t: 2);
        Assert.Equal(first, other, 1e-5f);
        Assert.Equal(first, (float)model.TrainStep(text, next, n: 2, t: 3));
        Assert.True(model.Evaluate(new ReadOnlyTensorSpan<int>(text, [2, 3]), new ReadOnlyTensorSpan<int>(next, [2, 3])) < first);
    }

    [Fact]
    public void AnArrayWithoutSizesIsToldWhatToWrite()
    {
        using var model = Text.Create(Device.Cpu);
        int[] text = [0, 1, 2, 3];
        Refused("text [N, T] has 2 dimensions; got a tensor of [4]. An array is a tensor of one dimension; with arrays and spans, "
            + "pass the sizes: "
            + "TrainStep(text, next, n: ..., t: ...).", () => model.TrainStep(text, text));
        Refused("pass the sizes: Predict(text, Logits, Size, n: ..., t: ...).", () => model.Predict(text, new float[16], new float[1]));
        Refused("text [N, T] got 4 elements; with n = 2, t = 3 it takes 6.", () => model.TrainStep(text, text, n: 2, t: 3));
        Refused("next [N, T] got 4 elements; with n = 1, t = 3 it takes 3.", () => model.TrainStep(text.AsSpan(1), text, n: 1, t: 3));
        Refused("N is a dimension and must be 1 or more; got -2.", () => model.TrainStep(text, text, n: -2, t: -2));
    }

    [Fact]
    public void FitTakesTheSizesOfASample()
    {
        using var model = Text.Create(Device.Cpu, seed: 3);
        using var looped = Text.Create(Device.Cpu, seed: 3);
        int[] text = [.. Enumerable.Range(0, 30).Select(index => index % 5)], next = [.. text.Select(word => (word + 1) % 4)];
        var history = model.Fit(text, next, t: 3, epochs: 3, batchSize: 4, shuffle: false, validationText: text, validationNext: next,
            cancellation: TestContext.Current.CancellationToken);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            for (var sample = 0; sample < 10; sample += 4)
            {
                var count = Math.Min(4, 10 - sample);
                looped.TrainStep(text.AsSpan(sample * 3, count * 3), next.AsSpan(sample * 3, count * 3), n: count, t: 3);
            }
        }

        Assert.Equal(looped.Parameters[0].ToArray(), model.Parameters[0].ToArray());
        Assert.True(history.ValidationLosses[2] < history.ValidationLosses[0]);
        Refused("text [N, T] got 30 elements, which is no multiple of 4", () =>
            model.Fit(text, next, t: 4, epochs: 1, cancellation: TestContext.Current.CancellationToken));
        Refused("t is a dimension and must be 1 or more; got 0.", () =>
            model.Fit(text, next, t: 0, epochs: 1, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void SizesStepAsideForInputs()
    {
        using var model = Named.Create(Device.Cpu);
        var sums = new float[2];
        model.Predict([1, 2, 3, 4, 5, 6], [10], 2, sums, nSize: 1, hwSize: 2, rows: 3);
        Assert.Equal([120, 300], sums);
        model.Predict(new ReadOnlyTensorSpan<float>([1, 2, 3, 4, 5, 6], [1, 2, 3]), new ReadOnlyTensorSpan<float>([10]), 2,
            new TensorSpan<float>(sums, [1, 2]));
        Assert.Equal([120, 300], sums);
    }

    [Fact]
    public void WholeNumbersOfACallAreSizes()
    {
        using var model = Told.Create(Device.Cpu);
        var sums = new float[3];
        model.Predict([1, 2, 3, 4, 5, 6], 2, 3, sums);
        Assert.Equal([5, 7, 9], sums);
        model.Predict(new ReadOnlyTensorSpan<float>([1, 2, 3, 4, 5, 6], [1, 6]), 2, 3, new TensorSpan<float>(sums, [1, 3]));
        Assert.Equal([5, 7, 9], sums);
        Refused("x [N, columns*rows] got 5 elements, which is no multiple of 6", () => model.Predict(new float[5], 2, 3, sums));
    }

    [Fact]
    public void CallsWithSizesAllocateNothing()
    {
        using var model = Text.Create(Device.CpuWith(1));
        int[] text = [0, 1, 2, 3];
        var (logits, size) = (new float[16], new float[1]);
        Allocation.IsNone(() =>
        {
            model.Predict(text, logits, size, n: 2, t: 2);
            model.TrainStep(text, text, n: 1, t: 4);
        });
    }

    private static ReadOnlyTensorSpan<float> OfTwoRows(float[] numbers) => new(numbers, [2, numbers.Length / 2]);

    private static void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);
}
