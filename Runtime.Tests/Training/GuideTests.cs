#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
namespace ModelGen.Tests.Training;

/// <summary>Runs what docs/training.md shows; that each line of C# there stands in this file is a test of the generator's.</summary>
public class GuideTests
{
    [Fact]
    public void TheProgramsOfThePageTrain()
    {
        var (noise, _) = Samples(30);
        var (real, _) = Samples(30);
        var images = new float[60];
        using var rivals = Rivals.Create(Device.Cpu, seed: 1);
        rivals.Optimizers["TrainCritic"].Schedule = Schedule.Cosine(1000);
        for (var round = 0; round < 20; round++)
        {
            float loss = rivals.TrainCritic(noise, real);
            rivals.TrainPainter(noise);
        }

        using (rivals.UseAverages()) rivals.Paint(noise, images);
        Assert.Equal([20L, 20L], rivals.Optimizers.Select(optimizer => optimizer.StepCount));
        Assert.All(images, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void TheStatesOfThePageAreKept()
    {
        var (points, _) = Samples(16);
        var y = new float[2];
        using var tracker = Tracker.Create(Device.Cpu, seed: 1);
        for (var position = 0; position < 16; position++) tracker.Predict(points.AsSpan(2 * position, 2), position, y);
        Assert.Equal(points, tracker.Parameters["_seen"].ToArray());
        tracker.Reset();
        Assert.All(tracker.Parameters["_seen"].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void TheCodeOfThePageTrains()
    {
        var (points, labels) = Samples(200);
        var (otherPoints, otherLabels) = Samples(60);
        using var folder = new Checkpoints.TemporaryFolder();
        using var model = Moons.Create(Device.Cpu, seed: 1);
        var history = model.Fit(points, labels, epochs: 20, batchSize: 32, validationPoints: otherPoints, validationLabels: otherLabels);
        Console.WriteLine($"{history.Losses[^1]:F3} after {history.Count} epochs and {history.Seconds:F1} s; "
            + $"{history.ValidationLosses[^1]:F3} on the others");
        Assert.Equal(20, history.Count);
        Assert.InRange(history.ValidationLosses[^1], 0, 0.4);

        AuditReport audit = model.Audit(points, labels);
        Console.WriteLine(audit);
        Assert.True(audit.Passed, audit.ToString());
        var options = new FitOptions
        {
            Epochs = 50,
            MaxTime = TimeSpan.FromMinutes(5),
            Callbacks = [new EarlyStopping(patience: 8), new ReduceOnPlateau(factor: 0.5, patience: 4)],
        };
        var tuned = model.Fit(points, labels, options, otherPoints, otherLabels);
        tuned.WriteCsv(folder["history.csv"]);
        Assert.Equal(tuned.Count + 1, File.ReadAllLines(folder["history.csv"]).Length);
        model.LearningRate = 0.02f;

        model.Fit(points, labels, epochs: 100, onEpoch: epoch =>
        {
            model.LearningRate *= 0.95f;
            if (epoch.Loss < 0.05) epoch.Stop();
        });

        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(3));
        try
        {
            model.Fit(points, labels, epochs: 1000, validationPoints: otherPoints, validationLabels: otherLabels,
                cancellation: source.Token);
        }
        catch (FitCanceledException stopped)
        {
            Console.WriteLine(stopped.History);
        }

        model.Schedule = Schedule.Cosine(steps: 2_000, minimum: 1e-5).WithWarmUp(steps: 100);
        model.Fit(points, labels, epochs: 5);
        Console.WriteLine($"{model.Schedule}: the next step has the rate {model.LearningRate}");

        model.Schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 3);
        model.Fit(points, labels, epochs: 20, validationPoints: otherPoints, validationLabels: otherLabels);
        model.Schedule.Report(model.Evaluate(otherPoints, otherLabels));

        model.Schedule = Schedule.Function(step => 1 / Math.Sqrt(1 + step)).WithWarmUp(100);
        model.TrainStep(points, labels);
        model.Schedule = null;

        foreach (var parameter in model.Parameters.Trainable) Console.WriteLine($"{parameter} starts with {parameter.ToArray()[0]}");
        model.Parameters["_output.bias"].CopyFrom([0.1f, -0.1f]);
        foreach (var parameter in model.Parameters["_hidden.*"]) parameter.Initialize(Initializer.HeNormal, seed: 3);

        using var target = Moons.Create(Device.Cpu);
        target.CopyFrom(model);
        target.CopyFrom(model, tau: 0.005);
        target.Parameters["_hidden.*"].CopyFrom(model.Parameters);
        Assert.Equal(model.Parameters["_hidden.weight"].ToArray(), target.Parameters["_hidden.weight"].ToArray());

        using var loader = new DataLoader<float, int>(new MoonSet(1000), batchSize: 8, shuffle: true, seed: 1, workers: 2);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            foreach (var (x, y) in loader) model.TrainStep(x, y);
        }

        model.Save(folder["moons.safetensors"]);
        using var resumed = Moons.Create(Device.Cpu);
        resumed.Load(folder["moons.safetensors"]);
        Assert.Equal((float)model.TrainStep(points, labels), resumed.TrainStep(points, labels));
        Assert.Single(model.Fit(loader, epochs: 1));

        var report = resumed.Load(folder["moons.safetensors"], strict: false, map: name => name.Replace("module.", ""));
        Console.WriteLine(report);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void TheCallbacksOfThePageRun()
    {
        var (points, labels) = Samples(200);
        var (otherPoints, otherLabels) = Samples(60);
        using var model = Moons.Create(Device.Cpu, seed: 1);
        var finder = new LearningRateFinder(minimum: 1e-5, maximum: 10);
        model.Fit(points, labels, new FitOptions { Epochs = 100, Callbacks = [finder] });
        Console.WriteLine($"{finder.Rates.Count} rates, of which {finder.Suggestion:G2} is best");
        Assert.InRange(finder.Suggestion!.Value, 1e-3, 10);

        var measured = model.Fit(points, labels, new FitOptions { Epochs = 2, Metrics = [new Errors()] }, otherPoints, otherLabels);
        Console.WriteLine($"{measured[^1].Metrics["errors"]} errors");
        Assert.InRange(measured[^1].Metrics["errors"], 0, 30);
        Assert.InRange(model.Fit(points, labels, new FitOptions { Epochs = 300, Callbacks = [new LossPrinter()] }).Count, 1, 300);
    }

    [Fact]
    public void TheOptimizerOfThePageTrains()
    {
        var (points, labels) = Samples(200);
        using var model = LargeBatches.Create(Device.Cpu, seed: 1);
        float before = model.TrainStep(points, labels);
        for (var step = 0; step < 50; step++) model.TrainStep(points, labels);
        Assert.InRange(model.Evaluate(points, labels), 0, 0.8f * before);
    }

    [Fact]
    public void TheTransformationsOfThePageTrain()
    {
        var (points, labels) = Samples(200);
        using var model = Muon.Create(Device.Cpu, seed: 1);
        float before = model.TrainStep(points, labels);
        for (var step = 0; step < 50; step++) model.TrainStep(points, labels);
        Assert.InRange(model.Evaluate(points, labels), 0, 0.8f * before);
    }

    [Fact]
    public void TheCodeBetweenGradientAndWeightRuns()
    {
        var (points, labels) = Samples(200);
        using var folder = new Checkpoints.TemporaryFolder();
        using var careful = Careful.Create(Device.Cpu, seed: 1);
        var step = careful.TrainStep(points, labels);
        Console.WriteLine($"loss {step.Loss:F3}, norm {step.GradientNorm:F3}");
        careful.Groups["_output.*"].LearningRate = 0.02;
        Assert.Equal(2, careful.Groups["_output.*"].LearningRateScale, 1e-6);

        var hidden = careful.Parameters["_hidden.weight"].ToArray();
        careful.Freeze("_hidden.*");
        careful.TrainStep(points, labels);
        careful.Unfreeze("_hidden.*");
        Assert.Equal(hidden, careful.Parameters["_hidden.weight"].ToArray());

        foreach (var part in (Range[])[0..120, 120..200])
            careful.Accumulate(points.AsSpan()[(2 * part.Start.Value)..(2 * part.End.Value)], labels.AsSpan()[part]);
        careful.Apply();
        careful.Apply(careful.Gradients(points, labels));
        Assert.NotEqual(hidden, careful.Parameters["_hidden.weight"].ToArray());

        using (careful.UseAverages())
        {
            Console.WriteLine(careful.Evaluate(points, labels));
            careful.Save(folder["averages.safetensors"], withOptimizer: false);
        }
    }

    private static (float[] Points, int[] Labels) Samples(int count)
    {
        var (points, labels, set) = (new float[count * 2], new int[count], new MoonSet(count));
        for (var index = 0; index < count; index++) set.Fill(index, points.AsSpan(index * 2, 2), labels.AsSpan(index, 1));
        return (points, labels);
    }
}

[Model]
public partial class Rivals
{
    private readonly Linear _painter = new(2, 2);
    private readonly Linear _critic = new(2, 1);

    [Program]
    public Tensor Paint([Shape("N", 2)] Tensor noise) => _painter.Forward(noise);

    [TrainingProgram("_painter.*"), Adam(LearningRate = 2e-4), MovingAverage(0.999)]
    public Tensor TrainPainter([Shape("N", 2)] Tensor noise) => (-_critic.Forward(Paint(noise))).Softplus().Mean();

    [TrainingProgram("_critic.*"), Adam(LearningRate = 2e-4), ClipGradients(Norm = 1)]
    public Tensor TrainCritic([Shape("N", 2)] Tensor noise, [Shape("N", 2)] Tensor real)
        => (-_critic.Forward(real)).Softplus().Mean() + _critic.Forward(Paint(noise)).Softplus().Mean();
}

[Model]
[Adam(LearningRate = 0.01)]
public partial class Tracker
{
    private readonly Linear _input = new(2, 8);
    private readonly Linear _memory = new(8, 8);
    private readonly Linear _output = new(8, 2);

    [State(1, 8)]
    private Tensor _hidden;

    [State(16, 2)]
    private Tensor _seen;

    public Tensor Forward([Shape(1, 2)] Tensor point, int position)
    {
        _seen[position] = point[0];
        _hidden = (_input.Forward(point) + _memory.Forward(_hidden)).Tanh();
        return _output.Forward(_hidden);
    }

    public Tensor Loss(Tensor y, [Shape(1, 2)] Tensor target) => y.MeanSquared(target);
}

[Model]
[Lamb(LearningRate = 0.02, WeightDecay = 0.01)]
[ParameterGroup("*.bias", WeightDecay = 0)]
public partial class LargeBatches
{
    private readonly Linear _hidden = new(2, 16);
    private readonly Linear _output = new(16, 2);

    public Tensor Forward([Shape("N", 2)] Tensor points) => _output.Forward(_hidden.Forward(points).Tanh());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Model]
[Sgd(LearningRate = 0.02, WeightDecay = 0.01)]
[ClipGradients(Norm = 1)]
public partial class Muon
{
    private readonly Linear _hidden = new(2, 16);
    private readonly Linear _output = new(16, 2);

    public Tensor Forward([Shape("N", 2)] Tensor points) => _output.Forward(_hidden.Forward(points).Tanh());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);

    [GradientTransform("*.weight")]
    private static Tensor Orthogonalize(Tensor gradient, ref Tensor momentum)
    {
        momentum = 0.95f * momentum + 0.05f * gradient;
        var x = 0.05f * gradient + 0.95f * momentum;
        var isTall = x.Size(0) > x.Size(1);
        if (isTall) x = x.Transpose();
        x = x / ((x * x).Sum().Sqrt() + 1e-7f);
        for (var round = 0; round < 5; round++)
        {
            var a = x.MatMul(x.Transpose());
            x = 3.4445f * x + (-4.7750f * a + 2.0315f * a.MatMul(a)).MatMul(x);
        }

        return isTall ? x.Transpose() : x;
    }

    [GradientTransform("*.bias")]
    private static float Signed(float gradient, ref float mean)
    {
        mean = 0.9f * mean + 0.1f * gradient;
        return MathF.Sign(mean);
    }
}

[Model]
[AdamW(LearningRate = 0.01, WeightDecay = 0.1)]
[ClipGradients(Norm = 1)]
[ParameterGroup("*.bias", WeightDecay = 0)]
[ParameterGroup("_output.*", LearningRateScale = 10)]
[Accumulate, MovingAverage(0.99)]
public partial class Careful
{
    private readonly Linear _hidden = new(2, 16);
    private readonly Linear _output = new(16, 2);

    public Tensor Forward([Shape("N", 2)] Tensor points) => _output.Forward(_hidden.Forward(points).Tanh());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

[Model]
[Adam(LearningRate = 0.02f)]
public partial class Moons
{
    private readonly Linear _hidden = new(2, 16);
    private readonly Linear _output = new(16, 2);

    public Tensor Forward([Shape("N", 2)] Tensor points) => _output.Forward(_hidden.Forward(points).Tanh());

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}

public sealed class MoonSet(int count) : DataSet<float, int>(inputSize: 2, targetSize: 1)
{
    public override int Count => count;

    public override void Fill(int index, Span<float> input, Span<int> target)
    {
        var (sin, cos) = MathF.SinCos(MathF.PI * index / count);
        target[0] = index % 2;
        input[0] = target[0] == 0 ? cos : 1 - cos;
        input[1] = target[0] == 0 ? sin : 0.5f - sin;
    }
}

public sealed class LossPrinter : IFitCallback
{
    public void OnStepEnd(FitContext context)
    {
        if (context.Step % 100 == 0) Console.WriteLine($"step {context.Step}: {context.LastStep.Loss:F3}");
        if (context.Progress.Loss < 0.01) context.Stop("the loss is small enough");
    }
}

public sealed class Errors : IMetric<float, int>
{
    public string Name => "errors";

    public double Value { get; private set; }

    public void Reset() => Value = 0;

    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<int> targets)
    {
        for (var row = 0; row < targets.Length; row++)
        {
            if ((predictions[2 * row] < predictions[(2 * row) + 1] ? 1 : 0) != targets[row]) Value++;
        }
    }
}
