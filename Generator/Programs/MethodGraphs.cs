using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Programs;

/// <summary>A method of a model with the graphs of its calls.</summary>
/// <param name="Name">The name of its call; null for Forward and Loss.</param>
/// <param name="Calls">The graph of each call.</param>
/// <param name="Inputs">Names of the method's inputs.</param>
/// <param name="LossInputs">Names of the inputs that Loss takes beside them.</param>
internal sealed record MethodGraphs(string? Name, ProgramGraphs Calls, IReadOnlyList<string> Inputs, IReadOnlyList<string> LossInputs)
{
    /// <param name="spec">The model.</param>
    /// <param name="log">Gives what is told of a method's graphs before and after each pass; null: nothing is.</param>
    public static IReadOnlyList<MethodGraphs> Create(ModelSpec spec, Func<ProgramSpec, PassLog>? log = null)
        => [.. spec.Methods.Select(method => new MethodGraphs(method.Name, Graphs(method, log?.Invoke(method)), [.. method.Inputs],
            [.. method.LossInputs]))];

    private static ProgramGraphs Graphs(ProgramSpec method, PassLog? log)
        => method.Name is null ? ProgramGraphs.OfMain(method, log) : ProgramGraphs.OfProgram(method, log);
}
