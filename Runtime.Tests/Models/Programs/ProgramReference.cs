using System.Text.Json;

namespace ModelGen.Tests.Models.Programs;

/// <summary>20 rounds of PyTorch on a model of several programs (Generator.Tests/References/make_programs.py).</summary>
internal sealed record ProgramReference(
    string Name, Dictionary<string, double[]> Inputs, Dictionary<string, double[]> Start, double[] Losses, double[] Norms,
    Dictionary<string, double[]> End, double[] Results, Dictionary<string, double[]>? Averages)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<ProgramReference[]> All = new(() => JsonSerializer.Deserialize<ProgramReference[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "programs.json")), Options)!);

    public static ProgramReference Of(string name) => All.Value.Single(reference => reference.Name == name);

    /// <summary>An input as floats.</summary>
    public float[] Singles(string input) => Array.ConvertAll(Inputs[input], value => (float)value);

    /// <summary>Gives a model the parameters that PyTorch started from.</summary>
    public void SetStart(IModel model)
    {
        foreach (var (name, values) in Start) model.Parameters[name].CopyFrom(values);
    }

    /// <summary>Holds the last parameters against PyTorch's.</summary>
    public void CheckEnd(IModel model, double tolerance)
        => CheckParameters(End, model, tolerance);

    /// <summary>Holds parameters against PyTorch's.</summary>
    public static void CheckParameters(IEnumerable<KeyValuePair<string, double[]>> expected, IModel model, double tolerance)
    {
        foreach (var (name, values) in expected) TrainingReference.Near(values, model.Parameters[name], tolerance);
    }

    /// <summary>Holds numbers against PyTorch's.</summary>
    public static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var index = 0; index < expected.Length; index++)
            Assert.True(Math.Abs(expected[index] - actual[index]) <= tolerance * Math.Max(1, Math.Abs(expected[index])),
                $"[{index}]: expected {expected[index]}, got {actual[index]}");
    }
}
