using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>What a graph is evaluated with.</summary>
internal sealed record Bindings
{
    public Dictionary<string, long> Symbols { get; init; } = [];

    public Dictionary<string, double[]> Inputs { get; init; } = [];

    public Dictionary<string, double[]> Parameters { get; init; } = [];

    public Dictionary<string, double[]> States { get; init; } = [];

    public Dictionary<string, double> HostScalars { get; init; } = [];

    /// <summary>The values of detached nodes in the order of their evaluation; null where each is what its operand is.</summary>
    public DetachedValues? Detached { get; init; }

    /// <summary>Whether a conversion between floats keeps a number as it is, as its gradient takes it; otherwise it is rounded.</summary>
    public bool KeepsConverted { get; init; }

    /// <summary>How many numbers a state has, for these symbols.</summary>
    public int Count(StateInfo state) => (int)Math.Max(state.Type.Shape.Size.Evaluate(Symbols), 0);
}
