using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>The committed numbers that References/make_references.py took from PyTorch.</summary>
internal static class References
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
    };

    public static readonly OperationReference[] Operations = [.. Read<OperationReference>("operations.json"),
        .. Read<OperationReference>("windows.json")];

    public static readonly OperationReference[] ScalarFunctions = Read<OperationReference>("scalar_functions.json");

    public static readonly OperationReference[] Vocabulary = Read<OperationReference>("vocabulary.json");

    public static readonly OptimizerReference[] Optimizers = Read<OptimizerReference>("optimizers.json");

    public static readonly StepReference[] Steps = Read<StepReference>("steps.json");

    public static readonly TrainingReference Training = Read<TrainingReference>("training.json")[0];

    private static T[] Read<T>(string file)
        => JsonSerializer.Deserialize<T[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", file)), Options)
            ?? throw new InvalidDataException($"{file} is empty");
}

/// <summary>One operation on given operands: its result and its gradients under the loss sum(result * (i + 1) / count).</summary>
internal sealed record OperationReference(string Name, double[] Labels, OperandReference[] Operands,
    Dictionary<string, PrecisionReference> Precisions)
{
    public string Operation => Name[..Name.IndexOf(':')];
}

internal sealed record OperandReference(int[] Shape, double[] Values);

internal sealed record PrecisionReference(double[] Result, double[][] Gradients);

/// <summary>Some steps of an optimizer on mse(x weightᵀ, target), weight [3, 7], x [5, 7], learning rate 0.05.</summary>
internal sealed record OptimizerReference(string Name, string Kind, Dictionary<string, JsonElement> Options, double[] Start, double[] X,
    double[] Target, double[][] Steps, double[] Losses);

/// <summary>A 7-5-3 classifier (ReLU, cross entropy, Adam at 0.01): 20 steps on one batch of 11.</summary>
internal sealed record TrainingReference(
    double[] X, double[] Labels, Dictionary<string, double[]> Start, Dictionary<string, double[]> Gradients, double[] Losses,
    Dictionary<string, double[]> End);
