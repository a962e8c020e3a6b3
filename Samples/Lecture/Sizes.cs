using ModelGen;

namespace Lecture;

/// <summary>The batch that most lessons learn from, and the first values of their parameters.</summary>
internal static class Sizes
{
    /// <summary>Samples of a batch.</summary>
    public const int Batch = 64;

    /// <summary>Features of a sample.</summary>
    public const int Features = 1000;

    /// <summary>Numbers between the two layers.</summary>
    public const int Hidden = 100;

    /// <summary>What a net of layers gives.</summary>
    public const int Outputs = 10;

    /// <summary>The samples.</summary>
    public static float[] X() => Draw.Numbers(1, Batch * Features);

    /// <summary>The targets of raw weights, as many as features.</summary>
    public static float[] Y() => Draw.Numbers(2, Batch * Features);

    /// <summary>The targets of nets: the first ten of each row.</summary>
    public static float[] FewY() => [.. Y().Chunk(Features).SelectMany(row => row.Take(Outputs))];

    /// <summary>Starts the raw weights as PyTorch's script does.</summary>
    public static void StartWeights(ParameterCollection parameters)
    {
        for (var number = 0; number < 2; number++)
            parameters[number].CopyFrom(Draw.Numbers((uint)(3 + number), Features * Hidden, -0.1f, 0.1f));
    }

    /// <summary>Starts all parameters of a net as PyTorch's script does.</summary>
    public static void Start(ParameterCollection parameters, float bound = 0.1f)
    {
        for (var number = 0; number < parameters.Count; number++)
            parameters[number].CopyFrom(Draw.Numbers((uint)(10 + number), parameters[number].Count, -bound, bound));
    }
}
