using ModelGen.Tests.Checkpoints;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Steps;

/// <summary>A user's transformations between gradient and rule in emitted models.</summary>
public class TransformTests
{
    private static readonly Range[] Parts = [0..5, 5..9, 9..11];

    private readonly StepReference _reference = StepReference.Of("muon");

    [Fact]
    public void WholeTensorsAndNumbersAreTransformed()
    {
        using var model = MuonNet.Create(Device.CpuWith(2));
        _reference.Check(model, () => model.TrainStep(_reference.X, _reference.Target), 1e-10);
    }

    [Fact]
    public void StepsOfSeveralCallsAreTransformedOnce()
    {
        using var model = MuonNet.Create(Device.CpuWith(2));
        _reference.Check(model, () =>
        {
            foreach (var part in Parts) model.Accumulate(Rows(_reference.X, 7, part), Rows(_reference.Target, 3, part));
            return model.Apply();
        }, 1e-10);
    }

    /// <summary>Small gradients have as long a direction as large ones, so that fewer digits are the same after some steps.</summary>
    [Theory, OnDevices(DriversOnly = true)]
    public void WholeTensorsAndNumbersAreTransformedOn(string device)
    {
        var (x, target) = (Single(_reference.X), Single(_reference.Target));
        using var model = MuonSingleNet.Create(TestDevices.Model(device));
        _reference.Check(model, () => model.TrainStep(x, target), 1e-4);
    }

    [Fact]
    public void StatesGoWithTheFileAndStayWhereAParameterIsFrozen()
    {
        using var folder = new TemporaryFolder();
        using var model = MuonNet.Create(Device.CpuWith(1), seed: 1);
        Steps(model, 2);
        model.Save(folder["model.safetensors"]);
        using var resumed = MuonNet.Create(Device.CpuWith(2), seed: 2);
        resumed.Load(folder["model.safetensors"]);
        Steps(model, 1);
        Steps(resumed, 1);
        Assert.Equal(Values(model), Values(resumed));

        // Frozen for a step, and back: the step after is the one that the other model does at once.
        model.Save(folder["model.safetensors"]);
        using var frozen = MuonNet.Create(Device.CpuWith(1));
        frozen.Load(folder["model.safetensors"]);
        frozen.Freeze("*");
        Steps(frozen, 1);
        frozen.Unfreeze("*");
        Steps(frozen, 1);
        Steps(model, 1);
        Assert.Equal(Values(model), Values(frozen));
    }

    /// <summary>The same bits for the same seed and any number of threads, and other noise in each step.</summary>
    [Fact]
    public void NoiseFollowsFromTheSeed()
    {
        var first = Noise(Device.CpuWith(1), seed: 1);
        Assert.Equal(first, Noise(Device.CpuWith(2), seed: 1));
        var other = Noise(Device.CpuWith(1), seed: 2);
        for (var step = 0; step < first.Count; step++)
        {
            Assert.NotEqual(first[step], other[step]);
            if (step > 0) Assert.NotEqual(first[step], first[step - 1]);
        }

        var all = first.SelectMany(numbers => numbers).ToList();
        var deviation = Math.Sqrt(all.Average(number => (double)number * number));
        Assert.InRange(deviation, 0.09, 0.11);
        Assert.InRange(all.Average(), -0.01, 0.01);
    }

    [Theory, OnDevices]
    public void NoiseIsTheSameOn(string device)
    {
        var (expected, actual) = (Noise(Device.CpuWith(1), seed: 3, steps: 2), Noise(TestDevices.Model(device), seed: 3, steps: 2));
        foreach (var (step, numbers) in actual.Index())
        {
            foreach (var (index, number) in numbers.Index()) Assert.Equal(expected[step][index], number, 1e-4f);
        }
    }

    /// <summary>What the steps of a model move its weights by, where every gradient is 0: the noise alone.</summary>
    private static List<float[]> Noise(Device device, long seed, int steps = 40)
    {
        using var model = NoisyNet.Create(device, seed);
        foreach (var parameter in model.Parameters) parameter.CopyFrom(new float[parameter.Count]);
        var noise = new List<float[]>();
        for (var step = 0; step < steps; step++)
        {
            foreach (var parameter in model.Parameters) parameter.CopyFrom(new float[parameter.Count]);
            if (step % 2 == 0)
            {
                Assert.Equal(0, model.TrainStep(new float[7], new float[3]).GradientNorm);
            }
            else
            {
                model.Accumulate(new float[7], new float[3]);
                model.Apply();
            }

            noise.Add([.. model.Parameters.SelectMany(parameter => parameter.ToArray())]);
        }

        return noise;
    }

    private void Steps(MuonNet model, int count)
    {
        for (var step = 0; step < count; step++) model.TrainStep(_reference.X, _reference.Target);
    }

    private static Dictionary<string, float[]> Values(IModel model)
        => model.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ToArray());

    private static T[] Rows<T>(T[] values, int width, Range rows) => values[(width * rows.Start.Value)..(width * rows.End.Value)];

    private static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
}
