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
    /// <summary>How much a call of Accumulate counts.</summary>
    public Dim AccumulatedWeight { get; private init; } = 1;

    /// <param name="graph">Forward and, where there is one, the loss.</param>
    /// <param name="optimizer">The update rule, where there is one.</param>
    /// <param name="log">Is told of each call's graph before and after each pass.</param>
    public static ProgramGraphs Create(Graph graph, OptimizerSpec? optimizer, PassLog? log = null)
        => Create(graph, optimizer, Parts(graph, optimizer), log);

    /// <summary>The calls of Forward and Loss; one brings the loss and the results, where a training measures them.</summary>
    /// <param name="main">Forward and Loss.</param>
    /// <param name="log">Is told of each call's graph before and after each pass.</param>
    public static ProgramGraphs OfMain(ProgramSpec main, PassLog? log = null)
    {
        var parts = Parts(main.Graph, main.Optimizer);
        if (main.IsMeasured) parts.Add(ProgramKind.EvaluateResults, Only(main.Graph, 0, OutputRole.Loss, OutputRole.Result));
        return Create(main.Graph, main.Optimizer, parts, log);
    }

    /// <summary>The one call of a method that is marked as a program: a step where it has an optimizer.</summary>
    /// <param name="program">The method.</param>
    /// <param name="log">Is told of the call's graph before and after each pass.</param>
    public static ProgramGraphs OfProgram(ProgramSpec program, PassLog? log = null)
    {
        var kind = program.Optimizer is null ? ProgramKind.Predict : ProgramKind.TrainStep;
        var parts = Parts(program.Graph, program.Optimizer);
        return Create(program.Graph, program.Optimizer, new() { [kind] = parts[kind] }, log, program.Name);
    }

    private static ProgramGraphs Create(
        Graph graph, OptimizerSpec? optimizer, Dictionary<ProgramKind, Graph> starts, PassLog? log, string? name = null)
    {
        var wholes = starts.ToDictionary(start => start.Key,
            start => StatesOfProgram.Run(Whole(start.Key, start.Value, graph, optimizer), name));
        if (wholes.TryGetValue(ProgramKind.Accumulate, out var accumulating))
        {
            var sums = ApplyGradients.Start(accumulating, optimizer!.Accumulation!.IsMean);
            starts.Add(ProgramKind.Apply, sums);
            wholes.Add(ProgramKind.Apply,
                ApplyGradients.End(Step(sums, optimizer, builder => ApplyGradients.Reached(sums, builder))));
        }

        var calls = wholes.ToDictionary(whole => whole.Key, whole => Run(whole.Key, whole.Value, GraphPasses.Canonical, log));
        return new(graph, starts, calls) { AccumulatedWeight = Weight(graph, optimizer) };
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
        ProgramKind.TrainStep => Step(Gradients(start, graph, optimizer!), optimizer!),
        ProgramKind.Accumulate => AccumulateGradients.Run(Gradients(start, graph, optimizer!), Weight(graph, optimizer)),
        _ => start,
    };

    private static Graph Gradients(Graph start, Graph graph, OptimizerSpec optimizer)
        => Differentiate.Run(DivisionGuards.Run(start), Trained(graph, optimizer));

    /// <summary>What stands between gradients and the rule, the rule, and what follows it.</summary>
    private static Graph Step(Graph gradients, OptimizerSpec optimizer, Func<GraphBuilder, Dictionary<string, Node>>? reach = null)
    {
        reach ??= builder => GradientReach.InCalls(gradients, builder);
        var clipped = optimizer.Clipping is { } clipping ? ClipGradients.Run(gradients, clipping) : gradients;
        var transformed = optimizer.Transforms.Count > 0 ? TransformGradients.Run(clipped, optimizer, reach) : clipped;
        var step = OptimizerStep.Run(transformed, optimizer, reach);
        return optimizer.AverageDecay is { } decay ? MovingAverages.Run(step, decay) : step;
    }

    /// <summary>
    /// How much a call of Accumulate counts: its samples, along the first axis of all inputs, where the loss is their mean.
    /// </summary>
    private static Dim Weight(Graph graph, OptimizerSpec? optimizer)
    {
        if (optimizer?.Accumulation?.IsMean != true || graph.Inputs.Count == 0 || graph.Inputs.Any(input => input.Type.Rank == 0)) return 1;
        var samples = graph.Inputs[0].Type.Shape[0];
        var isSymbol = samples.Symbols.FirstOrDefault() is { } symbol && samples == Dim.Symbol(symbol);
        return isSymbol && graph.Inputs.All(input => input.Type.Shape[0] == samples) ? samples : 1;
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
        var starts = new Dictionary<ProgramKind, Graph>();
        if (graph.Outputs.Any(output => output.Role == OutputRole.Result))
            starts.Add(ProgramKind.Predict, Only(graph, 0, OutputRole.Result));
        if (graph.Outputs.All(output => output.Role != OutputRole.Loss)) return starts;
        starts.Add(ProgramKind.Evaluate, Only(graph, 0, OutputRole.Loss));
        starts.Add(ProgramKind.Gradients, Only(graph, 1, OutputRole.Loss));
        if (optimizer is null) return starts;
        starts.Add(ProgramKind.TrainStep, Only(graph, 1, OutputRole.Loss, OutputRole.Update));
        if (optimizer.Accumulation is not null) starts.Add(ProgramKind.Accumulate, starts[ProgramKind.TrainStep]);
        return starts;
    }

    /// <summary>
    /// The graph for some outputs and what it leaves in states, of which it is known whether the model trains.
    /// </summary>
    private static Graph Only(Graph graph, double training, params OutputRole[] roles)
    {
        var known = new Dictionary<string, double> { [HostValues.Training] = training };
        var states = new HashSet<string>(graph.Parameters.Where(parameter => parameter.IsState).Select(parameter => parameter.Name));
        var outputs = graph.Outputs.Where(output => roles.Contains(output.Role) || IsOfState(output)).ToEquatableArray();
        var folded = FoldBranches.Run(DeadNodes.Run(graph with { Outputs = outputs }), known);
        var changing = folded.Outputs.All(Changes)
            ? folded
            : DeadNodes.Run(folded with { Outputs = folded.Outputs.Where(Changes).ToEquatableArray() });
        return training == 0 ? ClampTripCounts.Run(changing) : changing;

        bool IsOfState(GraphOutput output) => output.Role == OutputRole.Update && states.Contains(output.Target);

        // A state that this call's side of a branch does not assign stays as it is.
        bool Changes(GraphOutput output)
            => output.Role != OutputRole.Update || folded[output.Node] is not { Kind: OpKind.Parameter } node || node.Name != output.Target;
    }
}
