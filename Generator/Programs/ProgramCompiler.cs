using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>Compiles an optimized graph to the program of a call: launches, loops, branches and memory.</summary>
internal static class ProgramCompiler
{
    /// <param name="graph">The graph after all passes.</param>
    /// <param name="kind">The call that it serves.</param>
    /// <param name="inputs">Names of the call's inputs, in order.</param>
    /// <param name="persistent">Where parameters and states lie, by their names.</param>
    /// <param name="hosts">Names of its whole numbers and truth values.</param>
    /// <param name="pool">Gets the kernels.</param>
    public static ModelProgram Compile(
        Graph graph,
        ProgramKind kind,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> hosts,
        ILookup<string, MemoryBuffer> persistent,
        KernelPool pool)
    {
        var grouping = LoweredGraph.Create(graph, IsUpdate);
        var compiler = new BlockCompiler(grouping, pool, persistent, kind.Ranges(grouping.Graph), IsUpdate);
        Bind(compiler, grouping.Graph, persistent);
        var results = grouping.Graph.Outputs.Where(output => !IsUpdate(output)).ToList();
        var main = compiler.Block(Dim.Zero, results.Select(output => output.Node));
        var outputs = results.Select(output => new ProgramOutput(output.Role, output.Target, compiler.BufferOf(output.Node)))
            .ToEquatableArray();
        var infos = inputs.Select(name => grouping.Graph.Inputs.Single(info => info.Name == name)).ToEquatableArray();
        return new(kind, infos, main, compiler.Bytes, outputs, Guards(grouping.Graph, kind, infos, hosts));
    }

    private static bool IsUpdate(GraphOutput output) => output.Role == OutputRole.Update;

    /// <summary>Updates are made where parameters and states lie, and inputs are read where the caller has them.</summary>
    private static void Bind(BlockCompiler compiler, Graph graph, ILookup<string, MemoryBuffer> persistent)
    {
        foreach (var output in graph.Outputs.Where(IsUpdate))
            compiler.Bind(output.Node, persistent[output.Target].Single());
        foreach (var node in graph.Nodes.Where(node => node.Kind == OpKind.Input))
            compiler.Bind(node.Id, new(BufferKind.Input, node.Name, node.Type, Dim.Zero));
    }

    /// <summary>The guards that this call's inputs can decide.</summary>
    private static EquatableArray<DimGuard> Guards(
        Graph graph, ProgramKind kind, EquatableArray<InputInfo> inputs, IReadOnlyList<string> hosts)
    {
        var sizes = inputs.SelectMany(input => input.Type.Shape.Dims).SelectMany(dim => dim.Symbols);
        var bound = new HashSet<string>(sizes.Concat(graph.FixedSymbols).Concat(hosts));
        return graph.Guards.Where(guard => kind != ProgramKind.Predict || !guard.IsOfLoss)
            .Where(guard => guard.Left.Symbols.Concat(guard.Right.Symbols).All(bound.Contains)).ToEquatableArray();
    }
}
