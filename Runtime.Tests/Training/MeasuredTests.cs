#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;
using ModelGen.Tests.Models;

namespace ModelGen.Tests.Training;

/// <summary>The call that brings the loss with the predictions: the bits of Evaluate and of Predict, by one pass.</summary>
public class MeasuredTests
{
    public static TheoryData<string> Devices => ["cpu", .. TestDevices.Names];

    [Theory]
    [MemberData(nameof(Devices))]
    public void TheBitsAreThoseOfEvaluateAndPredict(string device)
    {
        if (device != "cpu" && TestDevices.Absence(device) is { } why) Assert.Skip(why);
        var on = device == "cpu" ? Device.CpuWith(2) : TestDevices.Model(device);
        using var regression = PlainRegression.Create(on, seed: 1);
        Same<float, float>(Floats(21), Floats(14), regression.Evaluate, regression.Evaluate, regression.Predict, 14);
        using var dropping = DroppingNet.Create(on, seed: 1);
        Same<float, int>(Floats(28), Labels(7), dropping.Evaluate, dropping.Evaluate, dropping.Predict, 21);
        using var net = LeNet.Create(on, seed: 1);
        Same<float, int>(Floats(7 * 196), Labels(7), net.Evaluate, net.Evaluate, net.Predict, 35);
    }

    [Fact]
    public void DoublesAndTensorsAreTakenToo()
    {
        using var model = AuditedNet.Create(Device.CpuWith(1), seed: 1);
        double[] x = [.. Enumerable.Range(0, 28).Select(index => Math.Sin(index))];
        var (labels, scores, expected) = (Labels(7), new double[21], new double[21]);
        model.Predict(x, expected);
        var loss = model.Evaluate(new ReadOnlyTensorSpan<double>(x, [7, 4], []), new ReadOnlyTensorSpan<int>(labels, [7], []),
            new TensorSpan<double>(scores, [7, 3], [])).ToDouble();
        Assert.Equal(expected, scores);
        Assert.Equal(model.Evaluate(x, labels).ToDouble(), loss);
        Assert.Contains("scores", Assert.Throws<ArgumentException>(() => model.Evaluate(x, labels, new double[20])).Message);
    }

    /// <summary>The kernels of the forward pass run once for a step, and once for a batch of validation.</summary>
    [Fact]
    public void FitMeasuresByOnePass()
    {
        using var model = PlainRegression.Create(Device.CpuWith(1), seed: 1);
        var options = new FitOptions { Epochs = 2, BatchSize = 5, Metrics = [new Largest()] };
        model.Profile = new();
        var (x, y) = (Floats(30), Floats(20));
        model.Fit(x, y, options, x, y);
        var products = model.Profile.Times.Where(time => time.Operations.StartsWith("mat_mul add", StringComparison.Ordinal));
        Assert.Equal(8, products.Sum(time => time.Launches));
    }

    /// <summary>The length of the sequences, which Fit is given, tells how large a prediction is.</summary>
    [Fact]
    public void SequencesAreMeasured()
    {
        using var model = TaggingNet.Create(classes: 3, Device.CpuWith(1), seed: 1);
        var (tokens, tags) = (Labels(40), Labels(40));
        var history = model.Fit(tokens, tags, 4, new FitOptions { Epochs = 30, BatchSize = 3, Metrics = [new Share()] }, tokens, tags);
        Assert.Equal(1, history[^1].Metrics["share"]);
        using var loader = new DataLoader<int, int>(DataSet.Of(tokens, tags, 10), 3);
        using var held = new DataLoader<int, int>(DataSet.Of(tokens, tags, 10), 4);
        Assert.Equal(1, model.Fit(loader, 4, new FitOptions { Metrics = [new Share()] }, held)[0].Metrics["share"]);
    }

    private static void Same<TInput, TTarget>(TInput[] x, TTarget[] target, Evaluates<TInput, TTarget> evaluate,
        Measures<TInput, TTarget> measure, Predicts<TInput> predict, int size)
    {
        var (expected, scores) = (new float[size], new float[size]);
        predict(x, expected);
        double alone = evaluate(x, target).ToDouble(), together = measure(x, target, scores).ToDouble();
        Assert.Equal(expected, scores);
        Assert.Equal(alone, together);
    }

    private static float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(index => MathF.Sin(index))];

    private static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(index => index % 3)];

    private delegate StepResult Evaluates<TInput, TTarget>(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> target);

    private delegate StepResult Measures<TInput, TTarget>(ReadOnlySpan<TInput> x, ReadOnlySpan<TTarget> target, Span<float> result);

    private delegate void Predicts<TInput>(ReadOnlySpan<TInput> x, Span<float> result);

    private sealed class Share : IMetric<float, int>
    {
        private int _right;
        private int _all;

        public string Name => "share";

        public double Value => (double)_right / _all;

        public void Reset() => (_right, _all) = (0, 0);

        public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets)
        {
            Assert.Equal(3 * targets.Length, predictions.Length);
            for (var row = 0; row < targets.Length; row++)
            {
                var scores = predictions.Slice(3 * row, 3);
                if (scores.IndexOf(Math.Max(scores[0], Math.Max(scores[1], scores[2]))) == targets[row]) _right++;
            }

            _all += targets.Length;
        }
    }

    private sealed class Largest : IMetric<float, float>
    {
        public string Name => "largest error";

        public double Value { get; private set; }

        public void Reset() => Value = 0;

        public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets)
        {
            for (var index = 0; index < targets.Length; index++)
                Value = Math.Max(Value, Math.Abs(predictions[index] - targets[index]));
        }
    }
}

[Model, Adam(LearningRate = 0.05)]
public partial class TaggingNet(int classes)
{
    private readonly Embedding _embedding = new(5, 8);
    private readonly Linear _output = new(8, classes);

    public Tensor Forward([Shape("N", "T")] IndexTensor tokens) => _output.Forward(_embedding.Forward(tokens));

    public Tensor Loss(Tensor scores, [Shape("N", "T")] IndexTensor tags) => scores.CrossEntropy(tags);
}
