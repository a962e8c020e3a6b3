using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Models;
using ModelGen.Generator.Passes;

namespace ModelGen.Generator;

/// <summary>A model's graph to its kernels, memory and launches: one program for each call that the model offers.</summary>
internal static class Compiler
{
    /// <param name="graph">Forward and, where there is one, the loss.</param>
    /// <param name="forwardInputs">Names of Forward's inputs.</param>
    /// <param name="lossInputs">Names of the inputs that the loss takes beside them.</param>
    /// <param name="optimizer">The update rule, where there is one.</param>
    public static CompiledModel Run(Graph graph, IReadOnlyList<string> forwardInputs, IReadOnlyList<string> lossInputs, OptimizerSpec? optimizer)
    {
        var graphs = Graphs(graph, optimizer);
        var states = graphs.TryGetValue(ProgramKind.TrainStep, out var step) ? step.States : [];
        var (persistent, bytes) = Layout(graph.Parameters, states);
        var pool = new KernelPool();
        var programs = graphs.OrderBy(item => item.Key).Select(item => ProgramCompiler.Run(item.Value, item.Key, Inputs(item.Key), persistent, pool)).ToEquatableArray();
        return new(graph.Name, graph.Float, graph.FixedSymbols, graph.Parameters, persistent, bytes, pool.Kernels.ToEquatableArray(), programs, graph.Numbers);

        // Whole numbers and truth values are symbols.
        IReadOnlyList<string> Inputs(ProgramKind kind)
            => (kind == ProgramKind.Predict ? forwardInputs : [.. forwardInputs, .. lossInputs]).Where(name => graph.Inputs.Any(input => input.Name == name)).ToList();
    }

    /// <summary>The finished graph of each call.</summary>
    public static IReadOnlyDictionary<ProgramKind, Graph> Graphs(Graph graph, OptimizerSpec? optimizer)
    {
        var predict = Only(graph, 0, OutputRole.Result);
        var graphs = new Dictionary<ProgramKind, Graph> { [ProgramKind.Predict] = GraphPasses.Run(predict) };
        if (graph.Outputs.All(output => output.Role != OutputRole.Loss)) return graphs;
        var parameters = graph.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name).ToList();
        var inputs = graph.Inputs.Where(input => input.Type.Element.IsFloat()).Select(input => input.Name);
        graphs.Add(ProgramKind.Evaluate, GraphPasses.Run(Only(graph, 0, OutputRole.Loss)));
        graphs.Add(ProgramKind.Gradients, GraphPasses.Run(Differentiate.Run(Only(graph, 1, OutputRole.Loss), [.. parameters, .. inputs])));
        if (optimizer is null) return graphs;

        // What no gradient reaches is left alone, and has no states.
        var untrained = Untrained(graph);
        var step = Differentiate.Run(BufferGuards.Run(Only(graph, 1, OutputRole.Loss, OutputRole.Update)), [.. parameters.Where(name => !untrained.Contains(name))]);
        graphs.Add(ProgramKind.TrainStep, GraphPasses.Run(OptimizerStep.Run(step, optimizer)));
        return graphs;
    }

    /// <summary>The trainable parameters that no gradient of the loss reaches while the model trains.</summary>
    public static IReadOnlyList<string> Untrained(Graph graph)
    {
        var reached = GradientReach.Of(Only(graph, 1, OutputRole.Loss));
        return [.. graph.Parameters.Where(parameter => parameter.IsTrainable && !reached.Contains(parameter.Name)).Select(parameter => parameter.Name)];
    }

    /// <summary>The buffers that a training step would make NaN, whatever it is given, and why.</summary>
    public static IEnumerable<(string Buffer, string Why)> BrokenBuffers(Graph graph) => BufferGuards.Broken(Only(graph, 1, OutputRole.Loss, OutputRole.Update));

    /// <summary>The graph for some outputs, of which it is known whether the model trains.</summary>
    private static Graph Only(Graph graph, double training, params OutputRole[] roles)
    {
        var known = new Dictionary<string, double> { [HostValues.Training] = training };
        return FoldBranches.Run(DeadNodes.Run(graph with { Outputs = graph.Outputs.Where(output => roles.Contains(output.Role)).ToEquatableArray() }), known);
    }

    private static (EquatableArray<MemoryBuffer> Buffers, Dim Bytes) Layout(EquatableArray<ParameterInfo> parameters, EquatableArray<StateInfo> states)
    {
        var buffers = new List<MemoryBuffer>();
        var end = Dim.Zero;
        foreach (var (name, type) in parameters.Select(parameter => (parameter.Name, parameter.Type)).Concat(states.Select(state => (state.Name, state.Type))))
        {
            buffers.Add(new(BufferKind.Persistent, name, type, end));
            end += buffers[^1].Bytes;
        }

        return (buffers.ToEquatableArray(), end);
    }
}
