using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Programs;

/// <summary>Several programs over the parameters of one model.</summary>
public class ProgramTests
{
    private const double Tight = 1e-10;

    [Fact]
    public void TwoOptimizersOfAGanArePyTorchs()
    {
        var reference = ProgramReference.Of("gan");
        var (noise, real) = (reference.Inputs["noise"], reference.Inputs["real"]);
        using var model = GanNet.Create(Device.CpuWith(2));
        reference.SetStart(model);
        for (var round = 0; round < reference.Norms.Length; round++)
        {
            var critic = model.TrainCritic(noise, real);
            var painter = model.TrainPainter(noise);
            ProgramReference.Near(reference.Losses.AsSpan(2 * round, 2), [critic, painter], Tight);
            ProgramReference.Near([reference.Norms[round]], [critic.GradientNorm], Tight);
        }

        reference.CheckEnd(model, Tight);
        var images = new double[reference.Results.Length];
        model.Paint(noise, images);
        ProgramReference.Near(reference.Results, images, Tight);
        Assert.Equal([20L, 20L], model.Optimizers.Select(optimizer => optimizer.StepCount));
    }

    /// <summary>Transformations are before the rule of each step; an average is that of the program that trains the parameter.</summary>
    [Fact]
    public void TransformationsAndAveragesOfProgramsArePyTorchs()
    {
        using var folder = new TemporaryFolder();
        var reference = ProgramReference.Of("centralized");
        var (noise, real) = (reference.Inputs["noise"], reference.Inputs["real"]);
        using var model = CentralizedGanNet.Create(Device.CpuWith(2));
        reference.SetStart(model);
        using (model.UseAverages()) ProgramReference.CheckParameters(reference.Start, model, 0);
        for (var round = 0; round < reference.Norms.Length; round++)
        {
            var (critic, painter) = (model.TrainCritic(noise, real), model.TrainPainter(noise));
            ProgramReference.Near(reference.Losses.AsSpan(2 * round, 2), [critic, painter], Tight);
            ProgramReference.Near([reference.Norms[round]], [critic.GradientNorm], Tight);
        }

        reference.CheckEnd(model, Tight);
        model.Save(folder["gan.safetensors"]);
        using var loaded = CentralizedGanNet.Create(Device.Cpu);
        loaded.Load(folder["gan.safetensors"]);
        foreach (var net in (CentralizedGanNet[])[model, loaded])
        {
            using (net.UseAverages())
            {
                ProgramReference.CheckParameters(reference.Averages!, net, Tight);
                var others = reference.End.Where(item => !item.Key.StartsWith("painter", StringComparison.Ordinal));
                ProgramReference.CheckParameters(others, net, Tight);
                Assert.Contains("dispose what UseAverages returned",
                    Assert.Throws<InvalidOperationException>(() => net.TrainCritic(noise, real)).Message, StringComparison.Ordinal);
            }

            reference.CheckEnd(net, Tight);
        }
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void TwoOptimizersOfAGanArePyTorchsOn(string device)
    {
        var reference = ProgramReference.Of("gan");
        var (noise, real) = (reference.Singles("noise"), reference.Singles("real"));
        using var model = SingleGanNet.Create(TestDevices.Model(device));
        reference.SetStart(model);
        for (var round = 0; round < 20; round++)
        {
            var (critic, painter) = (model.TrainCritic(noise, real), model.TrainPainter(noise));
            ProgramReference.Near(reference.Losses.AsSpan(2 * round, 2), [critic, painter], 1e-5);
            ProgramReference.Near([reference.Norms[round]], [critic.GradientNorm], 1e-5);
        }
    }

    [Fact]
    public void TwoOptimizersOfASharedEncoderArePyTorchs()
    {
        var reference = ProgramReference.Of("shared");
        var x = reference.Inputs["x"];
        var labels = Array.ConvertAll(reference.Inputs["labels"], label => (int)label);
        using var model = SharedNet.Create(Device.CpuWith(2));
        reference.SetStart(model);
        for (var round = 0; round < reference.Losses.Length / 2; round++)
            ProgramReference.Near(reference.Losses.AsSpan(2 * round, 2), [model.Reconstruct(x), model.Classify(x, labels)], Tight);
        reference.CheckEnd(model, Tight);
        var codes = new double[reference.Results.Length];
        model.Encode(x, codes);
        ProgramReference.Near(reference.Results, codes, Tight);
    }

    [Fact]
    public void AProgramChangesItsOwnParametersAlone()
    {
        using var model = GanNet.Create(Device.Cpu, seed: 3);
        var start = Values(model);
        model.TrainPainter(Numbers(10, 1));
        Assert.All(Values(model), item => Assert.Equal(item.Key.StartsWith("painter", StringComparison.Ordinal),
            !item.Value.SequenceEqual(start[item.Key])));
        start = Values(model);
        model.TrainCritic(Numbers(10, 1), Numbers(21, 2));
        Assert.All(Values(model), item => Assert.Equal(!item.Key.StartsWith("painter", StringComparison.Ordinal),
            !item.Value.SequenceEqual(start[item.Key])));
    }

    /// <summary>A plain step of rate 1 is the gradient: it is what central differences of the loss are.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GradientsThroughProgramsThatShareParametersAreThoseOfDifferences(bool isFirst)
    {
        var (x, labels) = (Numbers(18, 4), new[] { 0, 2, 1 });
        using var model = PlainSharedNet.Create(Device.Cpu, seed: 5);
        var start = Values(model);
        Loss();
        var end = Values(model);
        var optimizer = model.Optimizers[isFirst ? "Reconstruct" : "Classify"];
        optimizer.LearningRate = 0;
        foreach (var (name, values) in start)
        {
            for (var index = 0; index < values.Length; index++)
            {
                var expected = Difference(name, index);
                var step = values[index] - end[name][index];
                Assert.True(Math.Abs(expected - step) <= 1e-6 * Math.Max(1, Math.Abs(expected)), $"{name}[{index}]: {expected}, {step}");
            }
        }

        double Loss() => isFirst ? model.Reconstruct(x) : model.Classify(x, labels);

        double Difference(string name, int index)
        {
            const double distance = 1e-5;
            return (At(distance) - At(-distance)) / (2 * distance);

            double At(double by)
            {
                foreach (var (other, values) in start) model.Parameters[other].CopyFrom(values);
                var moved = start[name].ToArray();
                moved[index] += by;
                model.Parameters[name].CopyFrom(moved);
                return Loss();
            }
        }
    }

    [Fact]
    public void EachOptimizerHasItsOwnRateScheduleAndSteps()
    {
        using var model = GanNet.Create(Device.Cpu, seed: 3);
        var (critic, painter) = (model.Optimizers["TrainCritic"], model.Optimizers["TrainPainter"]);
        Assert.Equal((0.02, 0.05), (critic.LearningRate, painter.LearningRate));
        Assert.Equal(["critic.bias", "judge.bias"], critic.Groups["*.bias"].Parameters.Select(parameter => parameter.Name));
        critic.Schedule = Schedule.Exponential(0.5);
        for (var step = 0; step < 3; step++) model.TrainCritic(Numbers(10, 1), Numbers(21, 2));
        Assert.Equal((0.0025, 0.05), (critic.LearningRate, painter.LearningRate));
        Assert.Equal((3, 0), (critic.StepCount, painter.StepCount));
        painter.LearningRate = 0;
        var start = Values(model);
        model.TrainPainter(Numbers(10, 1));
        Assert.Equal(start, Values(model));
        var unknown = Assert.Throws<KeyNotFoundException>(() => model.Optimizers["TrainJudge"]);
        Assert.Equal("GanNet has no optimizer \"TrainJudge\"; it has \"TrainCritic\", \"TrainPainter\".", unknown.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => painter.LearningRate = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => painter.LearningRate = double.NaN);
    }

    [Fact]
    public void AFileContinuesTheTrainingOfAllOptimizers()
    {
        using var folder = new TemporaryFolder();
        var path = folder["gan.safetensors"];
        using var model = GanNet.Create(Device.Cpu, seed: 3);
        model.Optimizers["TrainCritic"].Schedule = Schedule.Cosine(50);
        model.Optimizers["TrainCritic"].Groups[0].LearningRateScale = 3;
        model.Optimizers["TrainPainter"].LearningRate = 0.04;
        Train(model, 5);
        model.Save(path);
        using var other = GanNet.Create(Device.CpuWith(2), seed: 8);
        other.Load(path);
        Assert.Equal(model.Optimizers.Select(optimizer => optimizer.ToString()),
            other.Optimizers.Select(optimizer => optimizer.ToString()));
        Train(model, 5);
        Train(other, 5);
        Assert.Equal(Values(model), Values(other));

        static void Train(GanNet model, int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                model.TrainCritic(Numbers(10, round), Numbers(21, round + 100));
                model.TrainPainter(Numbers(10, round));
            }
        }
    }

    [Fact]
    public void CallsOfProgramsAllocateNothing()
    {
        using var model = GanNet.Create(Device.CpuWith(2), seed: 3);
        model.Optimizers[0].Schedule = Schedule.Cosine(1000);
        var (noise, real, images) = (Numbers(10, 1), Numbers(21, 2), new double[14]);
        double sum = 0;
        Allocation.IsNone(() =>
        {
            model.Paint(noise, images);
            var critic = model.TrainCritic(noise, real);
            sum += critic.Loss + critic.GradientNorm + model.TrainPainter(noise).Loss;
        });
        Assert.True(double.IsFinite(sum));
    }

    [Fact]
    public void ThreadsDoNotChangeTheBits()
    {
        using var one = GanNet.Create(Device.CpuWith(1), seed: 3);
        using var two = GanNet.Create(Device.CpuWith(2), seed: 3);
        foreach (var model in (GanNet[])[one, two])
        {
            for (var round = 0; round < 10; round++)
            {
                model.TrainCritic(Numbers(500, round), Numbers(700, round));
                model.TrainPainter(Numbers(500, round));
            }
        }

        Assert.Equal(Values(one), Values(two));
    }

    [Fact]
    public void SizesThatDoNotFitAreToldByTheProgramsNames()
    {
        using var model = GanNet.Create(Device.Cpu);
        var start = Values(model);
        Assert.Contains("noise [N, 5]", Assert.ThrowsAny<ArgumentException>(() => model.Paint(new double[6], new double[7])).Message,
            StringComparison.Ordinal);
        Assert.Contains("real [M, 7]", Assert.ThrowsAny<ArgumentException>(() => model.TrainCritic(new double[5], new double[8])).Message,
            StringComparison.Ordinal);
        Assert.Contains("output [N, 7]", Assert.ThrowsAny<ArgumentException>(() => model.Paint(new double[5], new double[6])).Message,
            StringComparison.Ordinal);
        Assert.Equal(start, Values(model));
        Assert.Equal([0L, 0L], model.Optimizers.Select(optimizer => optimizer.StepCount));
    }

    private static Dictionary<string, double[]> Values(IModel model)
        => model.Parameters.ToDictionary(parameter => parameter.Name, parameter =>
        {
            var values = new double[parameter.Count];
            parameter.CopyTo(values);
            return values;
        });

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }
}
