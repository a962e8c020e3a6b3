using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Runtime;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>
/// No emitted kernel touches memory outside of its buffers: random graphs, with arena, parameters, states and inputs between guarded pages,
/// in a process of its own, which ends at the first touch.
/// </summary>
public class GuardPageTests
{
    private const string Inside = "MODELGEN_GUARD_PAGES";
    private const int Graphs = 10;

    private static readonly long[] Sizes = [1, 2, 7, 17];

    [Fact]
    public async Task KernelsStayWithinTheirBuffers()
    {
        Assert.SkipUnless(GuardedMemory.IsSupported, "guarded pages are made by mmap and mprotect, which this system lacks");
        await TestProcess.MustPass($"{nameof(GuardPageTests)}.{nameof(WithinGuards)}", Inside);
    }

    [Fact]
    public void WithinGuards()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(Inside) is null, "it runs in the process that the other test starts");
        var optimizer = TestOptimizers.Of("Adam");
        var cases = Enumerable.Range(0, 3 * Graphs)
            .Select(seed => (Name: "Guarded" + GraphText.Number(seed), Graph: RandomGraph.MakeSmooth(seed), Seed: seed))
            .Where(item => item.Graph.Numbers.Count == 0).Take(Graphs).ToList();
        var programs = new EmittedPrograms(EmittedBackend.Simd, cases.Select(item => (item.Name, Compiled(item.Graph))));
        var runs = 0;
        foreach (var (name, graph, seed) in cases)
        {
            var finished = Compiler.Graphs(graph, optimizer);
            foreach (var size in Sizes)
                foreach (var kind in finished.Keys.Where(kind => finished[kind].Outputs.Count > 0))
                    foreach (var atEnd in new[] { true, false })
                    {
                        if (Bind(graph, finished.Values.SelectMany(item => item.States), seed, size) is not { } bindings) continue;
                        Console.Error.WriteLine($"{name} {kind} N={size} {(atEnd ? "before" : "behind")} a guarded page");
                        using var memory = new GuardedMemory(atEnd);
                        programs.Run(name, kind, bindings, Device.CpuWith(2), memory);
                        runs++;
                    }
        }

        Assert.True(runs > Graphs * Sizes.Length, $"only {runs} calls were run");
    }

    internal static CompiledModel Compiled(Graph graph)
        => Compiler.Run(graph, [.. graph.Inputs.Select(input => input.Name)], [], TestOptimizers.Of("Adam"));

    /// <summary>Numbers for a call of some size; null where the shapes do not meet then.</summary>
    internal static Bindings? Bind(Graph graph, IEnumerable<StateInfo> states, int seed, long size)
    {
        var bindings = RandomBindings.Of(graph, seed, isSmooth: true, size);
        if (!RandomBindings.Meets(graph, bindings)) return null;
        foreach (var state in states)
            bindings.States[state.Name] = Numbers.Uniform(state.Name.Length, bindings.Parameters[state.Parameter].Length, 0.1, 1);
        return bindings;
    }
}
