using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Programs;

/// <summary>A model's graph as one graph for each call that the model offers, which any target can take.</summary>
/// <param name="Source">Forward and, where there is one, the loss.</param>
/// <param name="Starts">What each call computes of it, as it was read.</param>
/// <param name="Calls">The same, differentiated and with the optimizer's update where the call trains, after the canonical passes.</param>
internal sealed record ProgramGraphs(
    Graph Source, IReadOnlyDictionary<ProgramKind, Graph> Starts, IReadOnlyDictionary<ProgramKind, Graph> Calls)
{
    /// <param name="graph">Forward and, where there is one, the loss.</param>
    /// <param name="optimizer">The update rule, where there is one.</param>
    /// <param name="log">Is told of each call's graph before and after each pass.</param>
    public static ProgramGraphs Create(Graph graph, OptimizerSpec? optimizer, PassLog? log = null)
    {
        var starts = Parts(graph, optimizer);
        var calls = starts.ToDictionary(start => start.Key,
            start => Run(start.Key, Whole(start.Key, start.Value, graph, optimizer), GraphPasses.Canonical, log));
        return new(graph, starts, calls);
    }

    /// <summary>The graph of each call after further passes.</summary>
    public IReadOnlyDictionary<ProgramKind, Graph> After(IReadOnlyList<GraphPass> passes, PassLog? log = null)
        => Calls.ToDictionary(call => call.Key, call => Run(call.Key, call.Value, passes, log));

    /// <summary>The parameters that are not frozen, and that no gradient of the loss reaches while the model trains.</summary>
    public static IReadOnlyList<string> Untrained(Graph graph, OptimizerSpec? optimizer = null)
    {
        var reached = GradientReach.ReachedNames(Only(graph, 1, OutputRole.Loss));
        return [.. Trainable(graph, optimizer).Where(name => !reached.Contains(name))];
    }

    /// <summary>The buffers that a training step would make NaN, whatever it is given, and why.</summary>
    public static IEnumerable<(string Buffer, string Why)> BrokenBuffers(Graph graph)
        => DivisionGuards.Broken(Only(graph, 1, OutputRole.Loss, OutputRole.Update));

    private static Graph Run(ProgramKind kind, Graph graph, IReadOnlyList<GraphPass> passes, PassLog? log)
        => GraphPasses.Run(graph, passes, log is null ? null : (pass, result) => log(kind, pass, result));

    /// <summary>What a call computes, with its gradients and updates.</summary>
    private static Graph Whole(ProgramKind kind, Graph start, Graph graph, OptimizerSpec? optimizer) => kind switch
    {
        ProgramKind.Gradients => Differentiate.Run(start, [.. Trainable(graph, optimizer), .. FloatInputs(graph)]),
        ProgramKind.TrainStep => Step(start, graph, optimizer!),
        _ => start,
    };

    /// <summary>Gradients, what stands between them and the rule, and the rule.</summary>
    private static Graph Step(Graph start, Graph graph, OptimizerSpec optimizer)
    {
        var gradients = Differentiate.Run(DivisionGuards.Run(start), Trained(graph, optimizer));
        return OptimizerStep.Run(optimizer.Clipping is { } clipping ? ClipGradients.Run(gradients, clipping) : gradients, optimizer);
    }

    // What no gradient reaches is left alone, and has no states.
    private static List<string> Trained(Graph graph, OptimizerSpec optimizer)
    {
        var untrained = Untrained(graph, optimizer);
        return [.. Trainable(graph, optimizer).Where(name => !untrained.Contains(name))];
    }

    private static IEnumerable<string> Trainable(Graph graph, OptimizerSpec? optimizer)
        => graph.Parameters.Where(parameter => parameter.IsTrainable && optimizer?.Frozen.Contains(parameter.Name) != true)
            .Select(parameter => parameter.Name);

    private static IEnumerable<string> FloatInputs(Graph graph)
        => graph.Inputs.Where(input => input.Type.Element.IsFloat()).Select(input => input.Name);

    private static Dictionary<ProgramKind, Graph> Parts(Graph graph, OptimizerSpec? optimizer)
    {
        var starts = new Dictionary<ProgramKind, Graph> { [ProgramKind.Predict] = Only(graph, 0, OutputRole.Result) };
        if (graph.Outputs.All(output => output.Role != OutputRole.Loss)) return starts;
        starts.Add(ProgramKind.Evaluate, Only(graph, 0, OutputRole.Loss));
        starts.Add(ProgramKind.Gradients, Only(graph, 1, OutputRole.Loss));
        if (optimizer is not null) starts.Add(ProgramKind.TrainStep, Only(graph, 1, OutputRole.Loss, OutputRole.Update));
        return starts;
    }

    /// <summary>The graph for some outputs, of which it is known whether the model trains.</summary>
    private static Graph Only(Graph graph, double training, params OutputRole[] roles)
    {
        var known = new Dictionary<string, double> { [HostValues.Training] = training };
        var outputs = graph.Outputs.Where(output => roles.Contains(output.Role)).ToEquatableArray();
        var folded = FoldBranches.Run(DeadNodes.Run(graph with { Outputs = outputs }), known);
        return training == 0 ? ClampTripCounts.Run(folded) : folded;
    }
}
