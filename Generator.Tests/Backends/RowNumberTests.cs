using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Rows that a table does not have, whatever their numbers, are read as 0, and what is added to them is left out.</summary>
public class RowNumberTests
{
    private const int Rows = 5;

    private static readonly double[] Numbers = [0, 4, 5, -1, int.MaxValue, int.MinValue, 1_000_000_000, 3, -5, 100_000];

    public static TheoryData<string> Devices() => [.. TestDevice.All];

    [Theory]
    [MemberData(nameof(Devices))]
    public void RowsThatATableLacksAreNotTouched(string device)
    {
        var present = TestDevice.Present(device);
        var graphs = new[] { ElementType.Float32, ElementType.Float64 }
            .SelectMany(type => new[] { 1, 3, 17 }.Select(columns => Graph(type, columns))).ToList();
        var models = graphs.Select((graph, number) => ($"rows{number}", Compiler.Compile(graph, ["table", "updates", "rows"], [], null)));
        var programs = new EmittedPrograms(TestDevice.Backend(device), models);
        foreach (var (number, graph) in graphs.Index())
        {
            var bindings = Evaluation.Bind(graph, ("N", Numbers.Length));
            bindings.Inputs["rows"] = Numbers;
            var results = programs.Run($"rows{number}", ProgramKind.Predict, bindings, present);
            foreach (var (output, value) in graph.Outputs.Zip(Interpreter.Outputs(graph, bindings)))
                Oracle.Numbers.MustBeClose(value.Data, results[(output.Role, output.Target)], 1e-6,
                    $"{output.Target} of {graph.Precision} on {device}");
        }
    }

    private static Graph Graph(ElementType type, int columns)
    {
        var b = new GraphBuilder("Rows", type);
        b.BatchSymbols.Add("N");
        var table = b.Input(new("table", new(type, Shape.Of([Rows, columns]))));
        var updates = b.Input(new("updates", new(type, Shape.Of([Dim.Symbol("N"), columns]))));
        var rows = b.Input(new("rows", new(ElementType.Int32, Shape.Of([Dim.Symbol("N")]))));
        b.Output(OutputRole.Result, "gathered", b.Add(OpKind.Gather, table, rows));
        b.Output(OutputRole.Result, "scattered", b.Add(OpKind.ScatterAdd, [updates, rows], new ScatterArguments(Rows)));
        return b.Build();
    }
}
