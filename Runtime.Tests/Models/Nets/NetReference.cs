using System.Text.Json;

namespace ModelGen.Tests.Models.Nets;

/// <summary>What PyTorch computes for a net: 20 steps on one batch (References/make_nets.py).</summary>
internal sealed record NetReference(
    Dictionary<string, double[]> Inputs, Dictionary<string, double[]> Start, Dictionary<string, double[]> Gradients, double[] Losses, Dictionary<string, double[]> End, double[]? Prediction)
{
    private static readonly Dictionary<string, NetReference> All = JsonSerializer.Deserialize<Dictionary<string, NetReference>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "nets.json")), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;

    public static NetReference Of(string name) => All[name];

    public float[] Floats(string input) => Array.ConvertAll(Inputs[input], value => (float)value);

    public int[] Integers(string input) => Array.ConvertAll(Inputs[input], value => (int)value);

    /// <summary>Starts a model as PyTorch started, and compares its gradients, losses and end.</summary>
    public void Check(ParameterCollection parameters, Func<GradientSet> gradients, Func<StepResult> step)
    {
        foreach (var (name, values) in Start) parameters[name].CopyFrom(values);
        var computed = gradients();
        foreach (var (name, expected) in Gradients) TrainingReference.Near(expected, computed[name], 1e-4);
        foreach (var expected in Losses) Assert.Equal(expected, step(), 1e-4 * Math.Max(1, Math.Abs(expected)));
        foreach (var (name, expected) in End) TrainingReference.Near(expected, parameters[name], 1e-3);
    }
}
