using System.Text;
using ModelGen.Runtime;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Checkpoints;

/// <summary>Each tensor of a model is stored, copied and saved in its own precision, whatever that of the loss.</summary>
public sealed class MixedPrecisionTests : IDisposable
{
    private static readonly double[] Thirds = [1.0 / 3, -2.0 / 3, 1e-300];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void EachTensorKeepsItsDigits(Precision ofLoss)
    {
        using var model = Create(ofLoss);
        foreach (var parameter in model.Parameters) parameter.CopyFrom(Thirds);
        Check(model);

        var path = _folder["mixed.safetensors"];
        model.Save(path, withOptimizer: true);
        var header = Encoding.UTF8.GetString(File.ReadAllBytes(path));
        Assert.Contains("\"single\":{\"dtype\":\"F32\",\"shape\":[3]", header, StringComparison.Ordinal);
        Assert.Contains("\"wide\":{\"dtype\":\"F64\",\"shape\":[3]", header, StringComparison.Ordinal);
        using var loaded = Create(ofLoss);
        Assert.True(loaded.Load(path, withOptimizer: true).IsComplete);
        Check(loaded);

        using (var snapshot = loaded.CopyWeights())
        {
            foreach (var parameter in loaded.Parameters) parameter.CopyFrom([1.0, 2, 3]);
            loaded.PutBack(snapshot);
        }

        Check(loaded);
    }

    public void Dispose() => _folder.Dispose();

    private static void Check(ModelExecutor model)
    {
        Assert.Equal(Thirds.Select(value => (double)(float)value), Values(model, "single"));
        Assert.Equal(Thirds, Values(model, "wide"));
    }

    private static double[] Values(ModelExecutor model, string name)
    {
        var values = new double[3];
        model.Parameters[name].CopyTo(values);
        return values;
    }

    private static ModelExecutor Create(Precision ofLoss)
    {
        ParameterLayout[] parameters =
        [
            new("single", [3], 0, new(Initializer.Constant, 1)),
            new("wide", [3], 64, new(Initializer.Constant, 1), Precision: Precision.Double),
        ];
        StateLayout[] states = [new("single.momentum", [3], 128, Precision: Precision.Double), new("wide.momentum", [3], 192)];
        ModelLayout layout = new("Mixed", ofLoss, parameters, 256, states, [new("TrainStep", 0.5)]);
        return ModelFactory.Create(new(layout, Device.CpuWith(1), 1, []),
            new ExecutorSource("Cpu", static options => new TestExecutor(options)));
    }
}
