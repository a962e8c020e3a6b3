using System.Text.Json.Nodes;
using ModelGen.Tests.Schedules;

namespace ModelGen.Tests.Checkpoints;

/// <summary>A schedule goes with the model's file: training goes on by the same rates, to the same bits.</summary>
public sealed class SavedScheduleTests : IDisposable
{
    private static readonly float[] X = [1, 2, 3, 4, 5, 6, 7, 8, -9];
    private static readonly float[] Y = [1, 0, 1, 0, 1, 0];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ScheduleRows.Names;

    [Theory, MemberData(nameof(Names))]
    public void TrainingGoesOnAsIfItHadNotEnded(string name)
    {
        using var whole = Create(name);
        whole.LearningRate = 0.03f;
        var random = new Random(name.Length);
        for (var time = 0; time < 3; time++)
        {
            Train(whole, random.Next(1, 70));
            whole.Save(_folder["net.safetensors"]);
            using var resumed = SavedNet.Create(device: Device.CpuWith(2), seed: 99, drop: 0.4);
            resumed.LearningRate = 0.7f;
            if (name.EndsWith("function", StringComparison.Ordinal)) resumed.Schedule = ScheduleRows.All["function"]();
            resumed.Load(_folder["net.safetensors"]);
            Assert.Equal(whole.Schedule!.ToString(), resumed.Schedule!.ToString());
            Assert.Equal(Train(whole, 25), Train(resumed, 25));
            Assert.Equal(Bits(whole), Bits(resumed));
            resumed.Schedule = whole.Schedule = null;
            Assert.Equal(0.03f, resumed.LearningRate);
            whole.Schedule = ScheduleRows.All[name]();
        }
    }

    [Fact]
    public void AFileWithoutAScheduleLeavesTheModels()
    {
        using var without = Create(null);
        Train(without, 3);
        without.Save(_folder["none.safetensors"]);
        Assert.DoesNotContain("schedule", Metadata(_folder["none.safetensors"]).ToJsonString(), StringComparison.Ordinal);
        using var model = Create("step_short");
        var own = model.Schedule;
        model.Load(_folder["none.safetensors"]);
        Assert.Same(own, model.Schedule);
        using var other = Create("cosine");
        other.Save(_folder["cosine.safetensors"]);
        model.Load(_folder["cosine.safetensors"], withOptimizer: false);
        Assert.Same(own, model.Schedule);
        other.Save(_folder["weights.safetensors"], withOptimizer: false);
        model.Load(_folder["weights.safetensors"]);
        Assert.Same(own, model.Schedule);
        model.Load(_folder["cosine.safetensors"]);
        Assert.Equal("Cosine(steps: 1000, minimum: 0)", model.Schedule!.ToString());
    }

    [Fact]
    public void ALooseLoadTakesItWithTheTraining()
    {
        using var trained = Create("step_short");
        Train(trained, 31);
        trained.Save(_folder["net.safetensors"]);
        using var more = SavedNetForMore.Create(classes: 4, device: Device.CpuWith(1), seed: 1);
        Assert.True(more.Load(_folder["net.safetensors"], strict: false).IsTrainingResumed);
        Assert.Equal(trained.Schedule!.ToString(), more.Schedule!.ToString());
        Assert.Equal(trained.LearningRate, more.LearningRate);
        using var other = SavedNetWithMomentum.Create(Device.CpuWith(1));
        Assert.False(other.Load(_folder["net.safetensors"], strict: false).IsTrainingResumed);
        Assert.Null(other.Schedule);
    }

    /// <summary>A warm-up is the file's, its function the model's.</summary>
    [Fact]
    public void AFunctionIsTheModels()
    {
        using var trained = Create("warm_function");
        Train(trained, 3);
        trained.Save(_folder["net.safetensors"]);
        using var model = Create(null);
        var before = Bits(model);
        foreach (var own in new[] { null, Schedule.Cosine(3) })
        {
            model.Schedule = own;
            var fault = Assert.Throws<InvalidDataException>(() => model.Load(_folder["net.safetensors"]));
            Assert.EndsWith("its training has a schedule of a function, which no file holds. Set the model's Schedule to "
                + "Schedule.Function(...) before Load, or load the weights alone: Load(path, withOptimizer: false).", fault.Message,
                StringComparison.Ordinal);
            Assert.Equal(before, Bits(model));
            Assert.Same(own, model.Schedule);
        }

        model.Schedule = Schedule.Function(step => 1 + step).WithWarmUp(7);
        model.Load(_folder["net.safetensors"]);
        Assert.Equal("Function().WithWarmUp(steps: 50, startFactor: 0.1)", model.Schedule.ToString());
        Assert.Equal(3, model.Schedule.RateAt(52, 1));
    }

    [Theory]
    [InlineData("step_short", "modelgen.schedule", "Stairs", "\"modelgen.schedule\" is \"Stairs\" in its __metadata__; it must be one of "
        + "Constant, Step, MultiStep, Exponential, Linear, Polynomial, Cosine, CosineWithRestarts, OneCycle, ReduceOnPlateau, Function. ")]
    [InlineData("step_short", "modelgen.schedule", "", "\"modelgen.schedule\" is \"\" in its __metadata__; it must be one of")]
    [InlineData("step_short", "modelgen.schedule", "Cosine", "\"modelgen.schedule.steps\" is missing in its __metadata__; it must be")]
    [InlineData("step_short", "modelgen.schedule.stepSize", null, "\"modelgen.schedule.stepSize\" is missing in its __metadata__; it must")]
    [InlineData("step_short", "modelgen.schedule.stepSize", "0",
        "\"modelgen.schedule.stepSize\" is \"0\" in its __metadata__; it must be a whole number from 1 to 9007199254740992. Load")]
    [InlineData("step_short", "modelgen.schedule.stepSize", "1.5", "it must be a whole number from 1 to 9007199254740992")]
    [InlineData("step_short", "modelgen.schedule.stepSize", "1e300", "it must be a whole number from 1 to 9007199254740992")]
    [InlineData("step_short", "modelgen.schedule.stepSize", "NaN", "it must be a whole number from 1 to 9007199254740992")]
    [InlineData("step_short", "modelgen.schedule.stepSize", "3,4", "\"modelgen.schedule.stepSize\" is \"3,4\"")]
    [InlineData("step_short", "modelgen.schedule.gamma", "-0.1", "\"modelgen.schedule.gamma\" is \"-0.1\" in its __metadata__; it must be")]
    [InlineData("step_short", "modelgen.schedule.gamma", "Infinity", "it must be a finite number of 0 or more")]
    [InlineData("step_short", "modelgen.schedule.gamma", "1e40", "it must be a finite number of 0 or more")]
    [InlineData("step_short", "modelgen.schedule.gamma", "x", "it must be a finite number of 0 or more")]
    [InlineData("exponential", "modelgen.schedule.gamma", "1e10",
        "its schedule Exponential(gamma: 10000000000) gives the learning rate 5")]
    [InlineData("multi_step", "modelgen.schedule.milestones", "3,2", "it must be whole numbers from 0 to 9007199254740992, none below")]
    [InlineData("multi_step", "modelgen.schedule.milestones", ",", "\"modelgen.schedule.milestones\" is \",\" in its __metadata__")]
    [InlineData("one_cycle", "modelgen.schedule.annealing", "2", "it must be a whole number from 0 to 1")]
    [InlineData("one_cycle", "modelgen.schedule.maximum", "1e40", "it must be a finite number of 0 or more")]
    [InlineData("one_cycle", "modelgen.schedule.divFactor", "0", "it must be a finite number above 0")]
    [InlineData("warm_cosine", "modelgen.warm_up.steps", "0", "\"modelgen.warm_up.steps\" is \"0\" in its __metadata__; it must be a")]
    [InlineData("warm_cosine", "modelgen.warm_up.steps", null, "\"modelgen.warm_up.steps\" is missing in its __metadata__")]
    [InlineData("warm_cosine", "modelgen.warm_up.startFactor", "2", "it must be a number from 0 to 1")]
    [InlineData("warm_function", "modelgen.schedule", "Function", "a schedule of a function, which no file holds")]
    [InlineData("plateau", "modelgen.schedule.factor", "1", "it must be a number of 0 or more and below 1")]
    [InlineData("plateau", "modelgen.schedule_state.best", "NaN", "\"modelgen.schedule_state.best\" is \"NaN\" in its __metadata__; it")]
    [InlineData("plateau", "modelgen.schedule_state.best", null, "\"modelgen.schedule_state.best\" is missing")]
    [InlineData("plateau", "modelgen.schedule_state.bad", "11", "it must be a whole number from 0 to 10.")]
    [InlineData("plateau", "modelgen.schedule_state.cooldown", "1", "it must be a whole number from 0 to 0.")]
    [InlineData("plateau", "modelgen.schedule_state.reductions", "-1", "it must be a whole number from 0 to 9007199254740992")]
    public void ABadScheduleIsRefused(string name, string key, string? text, string message)
    {
        using var trained = Create(name);
        Train(trained, 4);
        trained.Save(_folder["good.safetensors"]);
        var file = SafetensorsBytes.Changed(File.ReadAllBytes(_folder["good.safetensors"]), header =>
        {
            var metadata = header["__metadata__"]!.AsObject();
            Assert.True(metadata.Remove(key));
            if (text is not null) metadata[key] = text;
        });
        var path = _folder.Write("bad.safetensors", file);
        using var model = Create("polynomial");
        Train(model, 2);
        var (before, own, rate) = (Bits(model), model.Schedule, model.LearningRate);
        var fault = Assert.Throws<InvalidDataException>(() => model.Load(path));
        Assert.StartsWith($"{path} cannot be loaded: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bits(model));
        Assert.Same(own, model.Schedule);
        Assert.Equal(rate, model.LearningRate);
        model.Load(path, withOptimizer: false);
        Assert.Same(own, model.Schedule);
    }

    /// <summary>What one reads costs time as its size: reductions without end, and many milestones.</summary>
    [Fact]
    public void LargeNumbersAreReadSoon()
    {
        using var plateau = Create("plateau");
        Edit(plateau, "modelgen.schedule_state.reductions", "9007199254740992");
        Edit(plateau, "modelgen.schedule.factor", "0.9999999999");
        plateau.Load(_folder["net.safetensors"]);
        Assert.True(float.IsFinite(plateau.TrainStep(X, Y)));
        using var steps = Create("multi_step");
        Edit(steps, "modelgen.schedule.milestones", string.Join(',', Enumerable.Range(0, 300_000)));
        steps.Load(_folder["net.safetensors"]);
        Assert.True(float.IsFinite(steps.TrainStep(X, Y)));

        void Edit(SavedNet model, string key, string text)
        {
            model.Save(_folder["good.safetensors"]);
            _folder.Write("net.safetensors", SafetensorsBytes.Changed(File.ReadAllBytes(_folder["good.safetensors"]),
                header => header["__metadata__"]![key] = text));
            model.Load(_folder["net.safetensors"]);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static JsonObject Metadata(string path) => SafetensorsBytes.Header(File.ReadAllBytes(path))["__metadata__"]!.AsObject();

    private static SavedNet Create(string? schedule)
    {
        var model = SavedNet.Create(device: Device.CpuWith(1), seed: 1, drop: 0.4);
        if (schedule is not null) model.Schedule = ScheduleRows.All[schedule]();
        return model;
    }

    /// <summary>Steps, each with its report; the losses and rates.</summary>
    private static List<(float Loss, float Rate)> Train(SavedNet model, int steps)
    {
        var losses = new List<(float, float)>();
        for (var step = 0; step < steps; step++)
        {
            losses.Add((model.TrainStep(X, Y), model.LearningRate));
            model.Schedule?.Report(ScheduleReference.Metrics[step]);
        }

        return losses;
    }

    private static float[] Bits(SavedNet model) => [.. model.Parameters.SelectMany(parameter => parameter.ToArray())];
}
