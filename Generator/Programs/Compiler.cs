using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Programs;

/// <summary>A model's graph to its kernels, memory and launches: one program for each call that the model offers.</summary>
internal static class Compiler
{
    /// <param name="graph">Forward and, where there is one, the loss.</param>
    /// <param name="forwardInputs">Names of Forward's inputs.</param>
    /// <param name="lossInputs">Names of the inputs that the loss takes beside them.</param>
    /// <param name="optimizer">The update rule, where there is one.</param>
    public static CompiledModel Compile(Graph graph, IReadOnlyList<string> forwardInputs, IReadOnlyList<string> lossInputs,
        OptimizerSpec? optimizer)
    {
        var starts = Starts(graph, optimizer);
        var graphs = Graphs(starts, graph, optimizer);
        var states = graphs.TryGetValue(ProgramKind.TrainStep, out var step) ? step.States : [];
        var (persistent, bytes) = Layout(graph.Parameters, states);
        var (pool, places) = (new KernelPool(), persistent.ToLookup(buffer => buffer.Name));
        var programs = graphs.OrderBy(item => item.Key).Select(item => Program(item.Key, item.Value)).ToEquatableArray();
        return new(graph.Name, graph.Float, graph.FixedSymbols, graph.Parameters, persistent, bytes, pool.Kernels.ToEquatableArray(),
            programs, graph.Numbers);

        bool IsTensor(string name) => graph.Inputs.Any(input => input.Name == name);

        ModelProgram Program(ProgramKind kind, Graph finished)
        {
            // Whole numbers and truth values are symbols.
            var names = kind == ProgramKind.Predict ? forwardInputs : [.. forwardInputs, .. lossInputs];
            var (tensors, hosts) = (names.Where(IsTensor).ToList(), names.Where(name => !IsTensor(name)).ToList());
            var program = ProgramCompiler.Compile(finished, kind, tensors, hosts, places, pool);
            return program with { Checks = Checks(program, starts[kind]) };
        }
    }

    /// <summary>What a call checks; Loss asks nothing of one that does not compute it.</summary>
    private static CheckBlock Checks(ModelProgram program, Graph start)
    {
        var own = program.Kind == ProgramKind.Predict ? start.Limits.Where(limit => !limit.IsOfLoss).ToEquatableArray() : start.Limits;
        var checks = EntryChecks.ForCall(start with { Limits = own }, program.Kind.Ranges(start));
        return program.Kind.TakesEmpty() ? checks with { Limits = checks.Limits.Concat(Sizes(program, start)).ToEquatableArray() } : checks;
    }

    /// <summary>The sizes that an empty input would make negative, such as that of a list of a loop over all but one.</summary>
    private static IEnumerable<DimLimit> Sizes(ModelProgram program, Graph start)
    {
        var ranges = DimRanges.OfCall(start);
        return program.Main.Buffers.SelectMany(buffer => buffer.Type.Shape.Dims).Concat(Lists(start)).Distinct()
            .Where(dim => ClampTripCounts.IsNegativeWhereEmpty(dim, ranges))
            .Select(dim => new DimLimit(dim, 0, null, 0, $"the size {dim}", ""));
    }

    /// <summary>The counts of the loops that fill lists, but those in branches, which may not run.</summary>
    private static IEnumerable<Dim> Lists(Graph graph)
    {
        var loops = graph.Nodes.Where(node => node.Kind == OpKind.Loop).ToList();
        return loops.Where(loop => loop.Arguments.Bodies[0].Outputs.Count > loop.Arguments.Carried).Select(loop => loop.Arguments.Count)
            .Concat(loops.SelectMany(loop => Lists(loop.Arguments.Bodies[0])));
    }

    /// <summary>The finished graph of each call.</summary>
    public static IReadOnlyDictionary<ProgramKind, Graph> Graphs(Graph graph, OptimizerSpec? optimizer)
        => Graphs(Starts(graph, optimizer), graph, optimizer);

    private static Dictionary<ProgramKind, Graph> Graphs(
        IReadOnlyDictionary<ProgramKind, Graph> starts, Graph graph, OptimizerSpec? optimizer)
    {
        var graphs = new Dictionary<ProgramKind, Graph> { [ProgramKind.Predict] = GraphPasses.Run(starts[ProgramKind.Predict]) };
        if (!starts.ContainsKey(ProgramKind.Evaluate)) return graphs;
        var parameters = graph.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name).ToList();
        var inputs = graph.Inputs.Where(input => input.Type.Element.IsFloat()).Select(input => input.Name);
        graphs.Add(ProgramKind.Evaluate, GraphPasses.Run(starts[ProgramKind.Evaluate]));
        graphs.Add(ProgramKind.Gradients, GraphPasses.Run(Differentiate.Run(starts[ProgramKind.Gradients], [.. parameters, .. inputs])));
        if (optimizer is null) return graphs;

        // What no gradient reaches is left alone, and has no states.
        var untrained = Untrained(graph);
        var guarded = DivisionGuards.Run(starts[ProgramKind.TrainStep]);
        var step = Differentiate.Run(guarded, [.. parameters.Where(name => !untrained.Contains(name))]);
        graphs.Add(ProgramKind.TrainStep, GraphPasses.Run(OptimizerStep.Run(step, optimizer)));
        return graphs;
    }

    /// <summary>The trainable parameters that no gradient of the loss reaches while the model trains.</summary>
    public static IReadOnlyList<string> Untrained(Graph graph)
    {
        var reached = GradientReach.ReachedNames(Only(graph, 1, OutputRole.Loss));
        return [.. graph.Parameters.Where(parameter => parameter.IsTrainable && !reached.Contains(parameter.Name))
            .Select(parameter => parameter.Name)];
    }

    /// <summary>The buffers that a training step would make NaN, whatever it is given, and why.</summary>
    public static IEnumerable<(string Buffer, string Why)> BrokenBuffers(Graph graph)
        => DivisionGuards.Broken(Only(graph, 1, OutputRole.Loss, OutputRole.Update));

    /// <summary>What each call computes of the model's graph, as it was read.</summary>
    private static Dictionary<ProgramKind, Graph> Starts(Graph graph, OptimizerSpec? optimizer)
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

    private static (EquatableArray<MemoryBuffer> Buffers, Dim Bytes) Layout(EquatableArray<ParameterInfo> parameters,
        EquatableArray<StateInfo> states)
    {
        var buffers = new List<MemoryBuffer>();
        var end = Dim.Zero;
        foreach (var (name, type) in parameters.Select(parameter => (parameter.Name, parameter.Type))
            .Concat(states.Select(state => (state.Name, state.Type))))
        {
            buffers.Add(new(BufferKind.Persistent, name, type, end));
            end += buffers[^1].Bytes;
        }

        return (buffers.ToEquatableArray(), end);
    }
}
