using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Gives what an optimizer keeps the name of its training program, for another may train the same parameter: the state
/// <c>weight.first_moment</c> of the program TrainCritic becomes <c>weight.TrainCritic:first_moment</c>.
/// </summary>
internal static class StatesOfProgram
{
    private const char Separator = ':';

    /// <param name="step">The step.</param>
    /// <param name="program">The program; null for TrainStep, whose states have no such name.</param>
    public static Graph Run(Graph step, string? program)
    {
        if (program is null || step.States.Count == 0) return step;
        var states = step.States.ToDictionary(state => state.Name, state => state with { Name = Qualified(state.Name, program) });
        return Rewrite.Rebuild(
            step with { States = [], Outputs = step.Outputs.Select(output => Renamed(output, states)).ToEquatableArray() },
            (builder, node, inputs) => node.Kind == OpKind.State ? builder.State(states[node.Name]) : builder.Copy(node, inputs));
    }

    private static GraphOutput Renamed(GraphOutput output, Dictionary<string, StateInfo> states)
        => output.Role == OutputRole.Update && states.TryGetValue(output.Target, out var own) ? output with { Target = own.Name } : output;

    /// <summary>The program and the name that the optimizer's rule has for a state; no program for one of TrainStep.</summary>
    /// <param name="state">The last part of a state's name, behind its parameter's.</param>
    public static (string? Program, string Name) Parse(string state)
    {
        var end = state.IndexOf(Separator);
        return end < 0 ? (null, state) : (state.Substring(0, end), state.Substring(end + 1));
    }

    private static string Qualified(string state, string program)
    {
        var own = state.LastIndexOf('.') + 1;
        return state.Substring(0, own) + program + Separator + state.Substring(own);
    }
}
