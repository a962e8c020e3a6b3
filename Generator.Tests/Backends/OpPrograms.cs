using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// Every operation of the table as an emitted model, held against the interpreter: value, gradients and an optimizer's step.
/// </summary>
internal sealed class OpPrograms(EmittedBackend backend, ElementType type, double tolerance)
{
    private static readonly OptimizerSpec Optimizer = TestOptimizers.Of("Adam");

    private readonly Lazy<EmittedPrograms> _programs =
        new(() => new(backend, OpCase.All.Select(row => (row.Name, Compiled(row.Graph(type))))));

    /// <summary>Compares every output of all programs; all devices must give the first one's bits.</summary>
    public void Compare(string name, IEnumerable<int> sizes, params Device[] devices) => Compare(name, sizes, _ => true, devices);

    /// <summary>Compares some programs at one size, more than a tile or less, where each takes long.</summary>
    public void CompareFew(string name, Func<OpCase, int> batch, Device device, params ProgramKind[] kinds)
        => Compare(name, [batch(OpCase.All.Single(row => row.Name == name))], kinds.Contains, device);

    private void Compare(string name, IEnumerable<int> sizes, Func<ProgramKind, bool> isAsked, params Device[] devices)
    {
        var row = OpCase.All.Single(row => row.Name == name);
        var graphs = ProgramGraphs.Create(row.Graph(type), Optimizer).After(GraphPasses.ForKernels);
        foreach (var n in sizes)
        {
            var bindings = Bind(row, graphs[ProgramKind.TrainStep], n);
            foreach (var (kind, graph) in graphs.Where(program => isAsked(program.Key))) Compare(name, kind, graph, bindings, devices);
        }
    }

    private void Compare(string name, ProgramKind kind, Graph graph, Bindings bindings, Device[] devices)
    {
        var results = devices.Select(device => _programs.Value.Run(name, kind, bindings, device)).ToList();
        foreach (var (output, value) in graph.Outputs.Zip(Interpreter.Outputs(graph, bindings)))
        {
            var key = (output.Role, output.Target);
            var what = $"{name}, N = {bindings.Symbols["N"]}, {kind}: {output.Role} {output.Target}";
            Numbers.MustBeClose(value.Data, results[0][key], tolerance, what);
            foreach (var (other, device) in results.Zip(devices))
                Assert.True(results[0][key].SequenceEqual(other[key]), $"{what}: {device} gives other bits");
        }
    }

    private Bindings Bind(OpCase row, Graph step, int n)
    {
        var bindings = GradientTests.Bind(row, row.Graph(type), n);
        (bindings.HostScalars["learning_rate"], bindings.HostScalars["step"]) = (0.01, 3);
        foreach (var state in step.States)
            bindings.States[state.Name] = Numbers.Uniform(state.Name.Length, bindings.Count(state), 0.1, 1);
        if (type == ElementType.Float64) return bindings;
        foreach (var data in bindings.Inputs.Values.Concat(bindings.Parameters.Values).Concat(bindings.States.Values))
        {
            for (var index = 0; index < data.Length; index++) data[index] = (float)data[index];
        }

        return bindings;
    }

    private static CompiledModel Compiled(Graph graph)
        => Compiler.Compile(graph, [.. graph.Inputs.Select(input => input.Name)], [], Optimizer);
}
