using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Canonical;
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
        => Compile([new(null, ProgramGraphs.Create(graph, optimizer), forwardInputs, lossInputs)], GraphPasses.ForKernels);

    /// <param name="methods">The model's methods with the graphs of their calls, Forward and Loss first: that has all parameters.</param>
    /// <param name="passes">What shapes the graphs for the target's kernels.</param>
    public static CompiledModel Compile(IReadOnlyList<MethodGraphs> methods, IReadOnlyList<GraphPass> passes)
    {
        var graph = methods[0].Calls.Source;
        var calls = methods.SelectMany(method => Calls(method, passes)).ToList();
        var states = calls.SelectMany(call => call.Graph.States).Distinct().ToEquatableArray();
        var (persistent, bytes) = Layout(graph.Parameters, states);
        var (pool, places) = (new KernelPool(), persistent.ToLookup(buffer => buffer.Name));
        var programs = calls.Select(call => Program(call.Method, call.Kind, call.Graph, places, pool)).ToList();
        var results = programs.FirstOrDefault(program => program.Kind == ProgramKind.EvaluateResults);
        var own = programs.Where(program => program != results || !programs.Any(other => IsEvaluate(other) && other.RunsAlike(results)));
        return new(graph.Name, graph.FixedSymbols, graph.Parameters, persistent, bytes, pool.Kernels(),
            own.ToEquatableArray(), methods.SelectMany(method => method.Calls.Source.Numbers).Distinct().ToEquatableArray(),
            states.Where(state => state.IsTransient).Select(state => state.Name).ToEquatableArray())
        {
            EvaluateResults = results,
        };

        static bool IsEvaluate(ModelProgram program) => program.Kind == ProgramKind.Evaluate;
    }

    private static IEnumerable<(MethodGraphs Method, ProgramKind Kind, Graph Graph)> Calls(MethodGraphs method,
        IReadOnlyList<GraphPass> passes)
        => method.Calls.After(passes).OrderBy(call => call.Key).Select(call => (method, call.Key, call.Value));

    private static ModelProgram Program(
        MethodGraphs method, ProgramKind kind, Graph finished, ILookup<string, MemoryBuffer> places, KernelPool pool)
    {
        // Whole numbers and truth values are symbols.
        var names = kind.Inputs(method.Inputs, method.LossInputs).ToLookup(name => method.Calls.Source.InputNumber(name) is not null);
        pool.Program = method.Name ?? kind.ToString();
        var program = ProgramCompiler.Compile(finished, kind, [.. names[true]], [.. names[false]], places, pool);
        return program with
        {
            Method = method.Name,
            Checks = Checks(program, method.Calls.Starts[kind]),
            AccumulatedWeight = kind == ProgramKind.Accumulate ? method.Calls.AccumulatedWeight : Dim.Zero,
            ChangesStates = finished.Outputs.Any(output => output.Role == OutputRole.Update && IsState(finished, output.Target)),
        };
    }

    private static bool IsState(Graph graph, string name) => graph.Parameters.Any(parameter => parameter.IsState && parameter.Name == name);

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
        return loops.Where(loop => loop.Bodies[0].Outputs.Count > loop.Carried).Select(loop => loop.Loop.Count)
            .Concat(loops.SelectMany(loop => Lists(loop.Bodies[0])));
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
