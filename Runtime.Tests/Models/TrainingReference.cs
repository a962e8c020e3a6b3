using System.Text.Json;

namespace ModelGen.Tests.Models;

/// <summary>
/// What PyTorch computes for <see cref="Classifier"/>: from one start, 20 steps of Adam on one batch of 11
/// (Generator.Tests/References/make_references.py).
/// </summary>
internal sealed record TrainingReference(
    double[] X, double[] Labels, Dictionary<string, double[]> Start, Dictionary<string, double[]> Gradients, double[] Losses,
    Dictionary<string, double[]> End)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static TrainingReference Numbers { get; } = Read("training.json");

    /// <summary>The same for <see cref="LeNet"/>, on a batch of 7 images of 14 x 14.</summary>
    public static TrainingReference LeNet { get; } = Read("lenet.json");

    /// <summary>The same for <see cref="WordClassifier"/>, on a batch of 6 sentences of 5 words.</summary>
    public static TrainingReference Words { get; } = Read("words.json");

    private static TrainingReference Read(string file) => JsonSerializer.Deserialize<TrainingReference[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", file)), Options)![0];

    public float[] Pixels => Array.ConvertAll(X, value => (float)value);

    public int[] Classes => Array.ConvertAll(Labels, value => (int)value);

    /// <summary>Gives a model the parameters that PyTorch started from.</summary>
    public void SetStart(ParameterCollection parameters)
    {
        foreach (var (name, values) in Start) parameters[name].CopyFrom(values);
    }

    public static void Near(double[] expected, Parameter actual, double tolerance)
    {
        var values = new double[actual.Count];
        actual.CopyTo(values);
        Assert.Equal(expected.Length, values.Length);
        for (var index = 0; index < values.Length; index++)
            Assert.True(Math.Abs(expected[index] - values[index]) <= tolerance * Math.Max(1, Math.Abs(expected[index])),
                $"{actual.Name}[{index}]: expected {expected[index]}, got {values[index]}");
    }
}
