using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Kernels;

/// <summary>Assignments to pieces of states: they mean what the graph means, and write the piece alone where that is possible.</summary>
public class PieceUpdateTests
{
    private const int Seeds = 400;

    private static readonly Dictionary<string, long> Symbols = new() { ["S"] = 1, ["E"] = 3 };

    /// <summary>
    /// Random shapes, ranges of constants and symbols, values that read the old state or do not, and reads before and after.
    /// </summary>
    [Fact]
    public void RandomPiecesMeanWhatTheGraphMeans()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var graph = Random(new Random(seed));
            var bindings = new Bindings();
            foreach (var (symbol, value) in Symbols) bindings.Symbols[symbol] = value;
            foreach (var input in graph.Inputs) bindings.Inputs[input.Name] = Numbers.Uniform(seed, Size(input.Type), -1, 1);
            foreach (var state in graph.Parameters)
                bindings.Parameters[state.Name] = Numbers.Uniform(seed + 1, Size(state.Type), -1, 1);
            Compare(graph, bindings, $"seed {seed}\n{GraphPrinter.Print(graph)}");
        }
    }

    [Fact]
    public void APieceAloneIsWritten()
    {
        var b = Builder();
        var cache = State(b, 4, 16, 8);
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(4, 1, 8))));
        AxisRange[] ranges = [new(0, 4, true), new(Dim.Symbol("S"), Dim.Symbol("S") + 1, true)];
        var written = b.WithPiece(cache, ranges, b.Multiply(x, b.Constant(2, x)));
        b.Output(OutputRole.Result, "sum", b.Sum(written, [1]));
        b.Output(OutputRole.Update, "cache", written);
        var model = Compiler.Compile(b.Build(), ["x", "S"], [], null);
        var program = Assert.Single(model.Programs);
        Assert.True(program.ChangesStates);
        var write = Assert.Single(program.Main.Launches.Select(launch => model.Kernels[launch.Kernel]),
            kernel => kernel.OperationNames.Contains("concat"));
        Assert.Equal(["multiply", "concat"], write.OperationNames);
        Assert.Equal(32, write.Body.Space.Size.Constant);
    }

    /// <summary>Where the piece is computed from other elements of the state, all is computed first.</summary>
    [Fact]
    public void APieceThatReadsOthersIsNotWrittenInPlace()
    {
        var b = Builder();
        var cache = State(b, 6);
        var written = b.WithPiece(cache, [new(1, 6, true)], b.Slice(cache, 0, 0, 5));
        b.Output(OutputRole.Update, "cache", written);
        b.Output(OutputRole.Result, "first", b.Slice(written, 0, 0, 1));
        var bindings = new Bindings();
        bindings.Parameters["cache"] = [1, 2, 3, 4, 5, 6];
        Compare(b.Build(), bindings, "shift");
    }

    [Fact]
    public void WhatStaysMustStandAtItsPlace()
    {
        var b = Builder();
        var cache = State(b, 6);
        var x = b.Input(new("x", new(ElementType.Float32, Shape.Of(2))));
        b.Output(OutputRole.Update, "cache", b.Concat(0, [b.Slice(cache, 0, 2, 6), x]));
        Assert.Empty(PieceUpdate.FindAll(b.Build()));
        b = Builder();
        (cache, x) = (State(b, 6), b.Input(new("x", new(ElementType.Float32, Shape.Of(2)))));
        b.Output(OutputRole.Update, "cache", b.Concat(0, [b.Slice(cache, 0, 0, 4), x]));
        var update = Assert.Single(PieceUpdate.FindAll(b.Build()).Values);
        Assert.Equal("x", update.Value.Name);
        Assert.Equal(4, update.Start[0].Constant);
    }

    private static void Compare(Graph graph, Bindings bindings, string what)
    {
        var inputs = graph.Inputs.Select(input => input.Name).Concat(Symbols.Keys).ToList();
        var model = Compiler.Compile(graph, inputs, [], null);
        var expectedGraph = ProgramGraphs.Create(graph, null).After(GraphPasses.ForKernels)[ProgramKind.Predict];
        var expected = expectedGraph.Outputs.Zip(Interpreter.Outputs(expectedGraph, bindings)).ToList();
        var machine = new KernelInterpreter(model, bindings.Symbols);
        foreach (var (name, data) in bindings.Inputs) machine.Inputs[name] = data;
        foreach (var (name, data) in bindings.Parameters) machine.SetPersistent(name, data);
        var actual = machine.Run(ProgramKind.Predict);
        foreach (var (output, value) in expected)
            Numbers.MustBeClose(value.Data,
                output.Role == OutputRole.Update ? machine.Persistent(output.Target) : actual[(output.Role, output.Target)], 1e-12,
                $"{what}: {output.Role} {output.Target}");
    }

    private static int Size(TensorType type) => (int)type.Shape.Size.Evaluate(Symbols);

    private static Graph Random(Random random)
    {
        var b = Builder();
        var dims = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (Dim)random.Next(1, 6)).ToList();

        // Symbols need room: an axis on which they stand has 4 elements or more.
        var ranges = new List<AxisRange>();
        for (var axis = 0; axis < dims.Count; axis++) ranges.Add(Range(random, dims, axis));
        var cache = State(b, [.. dims]);
        var pieceShape = Shape.Of(ranges.Where(range => range.IsKept).Select(range => range.End - range.Start));
        var x = b.Input(new("x", new(ElementType.Float32, pieceShape)));
        var value = random.Next(5) switch
        {
            0 => x,
            1 => b.Multiply(x, b.Constant(2, x)),
            2 => b.Add(b.Piece(cache, ranges), x),
            3 => b.Add(x, b.Sum(cache)),
            _ => b.Constant(0.5, x),
        };
        var written = b.WithPiece(cache, ranges, value);
        if (random.Next(2) == 0) b.Output(OutputRole.Result, "before", b.Multiply(cache, b.Constant(3, cache)));
        if (random.Next(2) == 0) written = b.WithPiece(written, ranges, b.Add(OpKind.Exp, b.Piece(written, ranges)));
        b.Output(OutputRole.Result, "after", random.Next(3) switch
        {
            0 => written,
            1 => b.Multiply(written, b.Constant(3, written)),
            _ => b.Sum(written),
        });
        b.Output(OutputRole.Update, "cache", written);
        return b.Build();
    }

    private static AxisRange Range(Random random, List<Dim> dims, int axis)
    {
        var length = (int)dims[axis].Constant!.Value;
        var (start, end) = (random.Next(length), 0);
        end = random.Next(start + 1, length + 1);
        var (s, e) = (Dim.Symbol("S"), Dim.Symbol("E"));
        switch (random.Next(6))
        {
            case 0: return new(0, length, true);
            case 1: return new(start, start + 1, false);
            case 2: return new(start, end, true);
            case 3: return new(start, start, true);
            case 4:
                dims[axis] = length + 3;
                return new(s, s + 1, random.Next(2) == 0);
            default:
                dims[axis] = length + 3;
                return new(s, e, true);
        }
    }

    private static GraphBuilder Builder() => new("g", ElementType.Float32) { BatchSymbols = { "S", "E" } };

    private static Node State(GraphBuilder b, params Dim[] dims)
        => b.Parameter(new("cache", new(ElementType.Float32, Shape.Of(dims)), new(InitializerKind.Constant), IsTrainable: false)
        {
            IsState = true,
        });
}
