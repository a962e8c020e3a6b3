using System.Text.Json;

namespace ModelGen.Tests.Models.Steps;

/// <summary>20 steps of PyTorch on the net 7-5-3 and a batch of 11 (Generator.Tests/References/make_steps.py).</summary>
internal sealed record StepReference(
    string Name, double[] X, double[] Target, Dictionary<string, double[]> Start, double[] Losses, double[] Norms,
    Dictionary<string, double[]> Averages, Dictionary<string, double[]> End)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<StepReference[]> All = new(() => JsonSerializer.Deserialize<StepReference[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "steps.json")), Options)!);

    public static StepReference Of(string name) => All.Value.Single(reference => reference.Name == name);

    /// <summary>Gives a model the parameters that PyTorch started from.</summary>
    public void SetStart(IModel model)
    {
        foreach (var (name, values) in Start) model.Parameters[name].CopyFrom(values);
    }

    /// <summary>Trains a model from the start, and holds losses, norms and the last parameters against PyTorch's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="trainStep">Its step.</param>
    /// <param name="tolerance">How far a number may be off, relative to it and to 1.</param>
    /// <param name="steps">How many steps; the end is looked at after all.</param>
    public void Check(IModel model, Func<StepResult> trainStep, double tolerance, int steps = 20)
    {
        SetStart(model);
        for (var step = 0; step < steps; step++)
        {
            var result = trainStep();
            Near(Losses[step], result.Loss, tolerance, $"loss of step {step + 1}");
            if (Norms.Length > 0) Near(Norms[step], result.GradientNorm, tolerance, $"norm of step {step + 1}");
        }

        if (steps < Losses.Length) return;
        foreach (var (name, end) in End) TrainingReference.Near(end, model.Parameters[name], tolerance);
    }

    private static void Near(double expected, double actual, double tolerance, string what)
        => Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
            $"{what}: expected {expected}, got {actual}");
}
