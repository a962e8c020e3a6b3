using System.Text.Json;

namespace ModelGen.Tests.Models.Nets;

/// <summary>What PyTorch computes for a net: 20 steps on one batch (References/make_nets.py, make_layers.py, make_classics.py).</summary>
internal sealed record NetReference(
    Dictionary<string, double[]> Inputs, Dictionary<string, double[]> Start, Dictionary<string, double[]> Gradients, double[] Losses,
    Dictionary<string, double[]> End, double[]? Prediction)
{
    public const int Steps = 20;

    private static readonly Dictionary<string, NetReference> All = new[] { "nets.json", "layers.json", "classics.json" }.SelectMany(Read)
        .ToDictionary(item => item.Key, item => item.Value);

    public static NetReference Of(string name) => All[name];

    public float[] X => Floats("x");

    public float[] Target => Floats("target");

    /// <summary>The state that a cell starts with.</summary>
    public float[] State => Floats("start");

    public float[] Floats(string input) => Array.ConvertAll(Inputs[input], value => (float)value);

    public int[] Integers(string input) => Array.ConvertAll(Inputs[input], value => (int)value);

    /// <summary>
    /// Starts a model as PyTorch started, and compares its gradients, losses and, after all steps, its end and what it predicts then.
    /// </summary>
    public void Check(NetRun run, int steps = Steps)
    {
        Assert.Equal(Start.Keys.Order(), run.Parameters.Select(parameter => parameter.Name).Order());
        foreach (var (name, values) in Start) run.Parameters[name].CopyFrom(values);
        var computed = run.Gradients();
        foreach (var (name, expected) in Gradients) TrainingReference.Near(expected, computed[name], 1e-4);
        foreach (var expected in Losses.Take(steps)) Assert.Equal(expected, run.Step(), 1e-4 * Math.Max(1, Math.Abs(expected)));
        if (steps < Steps) return;
        foreach (var (name, expected) in End) TrainingReference.Near(expected, run.Parameters[name], 1e-3);
        if (run.Predict is null) return;
        var prediction = new float[Prediction!.Length];
        run.Predict(prediction);
        for (var index = 0; index < prediction.Length; index++) Assert.Equal(Prediction[index], prediction[index], 1e-3);
    }

    private static Dictionary<string, NetReference> Read(string file) => JsonSerializer.Deserialize<Dictionary<string, NetReference>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", file)), JsonSerializerOptions.Web)!;
}
