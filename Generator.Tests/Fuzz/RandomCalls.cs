using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// Random graphs, compiled together as models that train, and their calls at some sizes: to see what their kernels touch, not what they
/// compute.
/// </summary>
internal sealed class RandomCalls
{
    private readonly List<(string Name, Graph Graph, int Seed)> _cases;

    public RandomCalls(EmittedBackend backend, int graphs)
    {
        _cases = Enumerable.Range(0, 3 * graphs)
            .Select(seed => (Name: "Random" + GraphText.Number(seed), Graph: RandomGraph.MakeSmooth(seed), Seed: seed))
            .Where(item => item.Graph.Numbers.Count == 0).Take(graphs).ToList();
        Programs = new(backend,
            _cases.Select(item => (item.Name,
                Compiler.Compile(item.Graph, [.. item.Graph.Inputs.Select(input => input.Name)], [], Optimizer))));
    }

    public EmittedPrograms Programs { get; }

    private static OptimizerSpec Optimizer => TestOptimizers.Of("Adam");

    /// <summary>Each call of each graph, where the shapes meet at a size; the next begins when the last is done.</summary>
    public IEnumerable<(string Name, ProgramKind Kind, Bindings Bindings)> At(IReadOnlyList<long> sizes)
    {
        foreach (var (name, graph, seed) in _cases)
        {
            var finished = ProgramGraphs.Create(graph, Optimizer).After(GraphPasses.ForKernels);
            foreach (var size in sizes)
            {
                if (RandomBindings.Of(graph, seed, isSmooth: true, size) is var bindings && !RandomBindings.Meets(graph, bindings))
                    continue;
                RandomBindings.AddStates(bindings, finished.Values.SelectMany(item => item.States));
                foreach (var kind in finished.Keys.Where(kind => finished[kind].Outputs.Count > 0))
                {
                    Console.Error.WriteLine($"{name} {kind} N={size}");
                    yield return (name, kind, bindings);
                }
            }
        }
    }
}
