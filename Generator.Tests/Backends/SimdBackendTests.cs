using ModelGen.Generator.IR;
using ModelGen.Generator.Models;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Emitted vector code means what the graph means: each operation's value, gradients and optimizer step.</summary>
public class SimdBackendTests
{
    private static readonly OptimizerSpec Optimizer = new(OptimizerKind.Adam);

    private static readonly Lazy<EmittedPrograms> Singles = new(() => Programs(ElementType.Float32));

    private static readonly Lazy<EmittedPrograms> Doubles = new(() => Programs(ElementType.Float64));

    public static TheoryData<string> Names() => [.. OpCase.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsAgree(string name) => Compare(Singles.Value, ElementType.Float32, name, 1e-4);

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesAgree(string name) => Compare(Doubles.Value, ElementType.Float64, name, 1e-12);

    private static void Compare(EmittedPrograms programs, ElementType type, string name, double tolerance)
    {
        var row = OpCase.All.Single(row => row.Name == name);
        var graph = row.Graph(type);
        foreach (var n in (int[])[1, 3, 7, 17, 64, 100])
        {
            foreach (var (kind, expectedGraph) in Compiler.Graphs(graph, Optimizer))
            {
                var bindings = Rounded(GradientTests.Bind(row, graph, n), type);
                (bindings.HostScalars["learning_rate"], bindings.HostScalars["step"]) = (0.01, 3);
                foreach (var state in Compiler.Graphs(graph, Optimizer)[ProgramKind.TrainStep].States) bindings.States[state.Name] = Array.ConvertAll(Numbers.Uniform(state.Name.Length, bindings.Parameters[state.Parameter].Length, 0.1, 1), value => (double)(float)value);
                var actual = programs.Run(name, kind, bindings);
                var two = programs.Run(name, kind, bindings, threads: 2);
                foreach (var (output, value) in expectedGraph.Outputs.Zip(Interpreter.Outputs(expectedGraph, bindings)))
                {
                    var what = $"{name}, N = {n}, {kind}: {output.Role} {output.Target}";
                    Numbers.MustBeClose(value.Data, actual[(output.Role, output.Target)], tolerance, what);
                    Assert.True(actual[(output.Role, output.Target)].SequenceEqual(two[(output.Role, output.Target)]), what + ": two threads give other bits");
                }
            }
        }
    }

    private static Bindings Rounded(Bindings bindings, ElementType type)
    {
        if (type == ElementType.Float64) return bindings;
        foreach (var data in bindings.Inputs.Values.Concat(bindings.Parameters.Values))
        {
            for (var index = 0; index < data.Length; index++) data[index] = (float)data[index];
        }

        return bindings;
    }

    private static EmittedPrograms Programs(ElementType type)
        => new(OpCase.All.Select(row =>
        {
            var graph = row.Graph(type);
            return (row.Name, Compiler.Run(graph, [.. graph.Inputs.Select(input => input.Name)], [], Optimizer));
        }));
}
