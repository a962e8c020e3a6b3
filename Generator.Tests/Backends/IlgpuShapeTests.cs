using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;
using ModelGen.Gpu;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// Every shape of GPU kernel beyond one tile, group or round, and over nothing; and that ILGPU's compiler takes all of them.
/// </summary>
public class IlgpuShapeTests
{
    private static readonly Lazy<EmittedPrograms> Singles = new(() => Programs(ElementType.Float32, isSmall: false));

    private static readonly Lazy<EmittedPrograms> Doubles = new(() => Programs(ElementType.Float64, isSmall: false));

    private static readonly Lazy<EmittedPrograms> SmallSingles = new(() => Programs(ElementType.Float32, isSmall: true));

    private static readonly Lazy<EmittedPrograms> SmallDoubles = new(() => Programs(ElementType.Float64, isSmall: true));

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var device in TestDevice.Gpus)
        {
            foreach (var row in ShapeCase.All) data.Add(device, row.Name);
        }

        return data;
    }

    public static TheoryData<string> Searches() => [.. TestDevice.Gpus];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FloatsAgree(string device, string name) => Compare(ElementType.Float32, name, 1e-4, device, _ => { });

    [Theory]
    [MemberData(nameof(Cases))]
    public void DoublesAgree(string device, string name) => Compare(ElementType.Float64, name, 1e-12, device, _ => { });

    // In the first row or column: two NaN, then equal greatest numbers, then nothing above negative infinity, then a NaN at the very end.
    [Theory]
    [MemberData(nameof(Searches))]
    public void TheFirstNaNOrElseTheFirstGreatestIsFound(string device)
    {
        var (all, across) = IsSmall(device) ? (77, 9) : (300, 33);
        foreach (var (name, line, step, length) in new[]
        {
            ("row_search", all, 1, all), ("row_maximum", all, 1, all), ("row_short_search", 7, 1, 7),
            ("column_search", 1, across, all), ("column_maximum", 1, across, all),
        })
        {
            Compare(ElementType.Float32, name, 0, device, x =>
            {
                (x[(length - 2) * step], x[(length / 2) * step]) = (double.NaN, double.NaN);
                (x[line + (3 * step)], x[line + ((length - 1) * step)]) = (9, 9);
                for (var at = 0; at < length; at++) x[(2 * line) + (at * step)] = double.NegativeInfinity;
                x[(3 * line) + ((length - 1) * step)] = double.NaN;
            });
        }
    }

    // The emulator runs a kernel's own IL; this is ILGPU's compiler, which no driver is needed for.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IlgpuCompilesEveryShape(bool isDouble)
    {
        var kernels = (isDouble ? Doubles : Singles).Value.Methods("Run").ToList();
        Assert.True(kernels.Count >= ShapeCase.All.Length, $"only {kernels.Count} kernels were found");
        foreach (var kernel in kernels)
        {
            var text = PtxText.Of(kernel);
            Assert.DoesNotContain("call", text);
            Assert.DoesNotContain("approx", text);
            Assert.DoesNotContain(".local", text);
        }
    }

    // A full tile of floats: 4 x 4 sums, four steps written out, and each step's eight numbers read by two instructions.
    [Fact]
    public void AFullTileReadsSharedMemoryFourNumbersAtATime()
    {
        var text = PtxText.Of(Singles.Value.Methods("Run").Single(kernel => kernel.DeclaringType!.Namespace == "Emitted.Kernelsproduct"));
        Assert.Equal(64, text.Split("fma.rn.f32").Length - 1);
        Assert.Equal(8, text.Split("ld.shared.v4.f32").Length - 1);
    }

    private static bool IsSmall(string device) => device == "emulator";

    private static void Compare(ElementType type, string name, double tolerance, string device, Action<double[]> change)
    {
        var (singles, doubles) = IsSmall(device) ? (SmallSingles, SmallDoubles) : (Singles, Doubles);
        var programs = type == ElementType.Float32 ? singles : doubles;
        var present = TestDevice.Present(device);
        var row = ShapeCase.All.Single(row => row.Name == name);
        var graph = row.Graph(type, IsSmall(device));
        var bindings = new Bindings { Symbols = { ["N"] = row.N } };
        foreach (var input in graph.Inputs)
        {
            var data = Numbers.Uniform(input.Name[1], (int)input.Type.Shape.Size.Evaluate(bindings.Symbols), -2, 2);
            bindings.Inputs[input.Name] = type == ElementType.Float32 ? Array.ConvertAll(data, value => (double)(float)value) : data;
        }

        change(bindings.Inputs["x0"]);
        var expected = Interpreter.Outputs(graph, bindings).Single().Data;
        var results = programs.Value.Run(name, ProgramKind.Predict, bindings, present);
        Numbers.MustBeClose(expected, results[(OutputRole.Result, "result")], tolerance, $"{name} on {device}");
    }

    private static EmittedPrograms Programs(ElementType type, bool isSmall)
        => new(
            isSmall ? EmittedBackend.SmallIlgpu : EmittedBackend.Ilgpu,
            ShapeCase.All.Select(row => (row.Name, Compiled(row.Graph(type, isSmall)))));

    private static CompiledModel Compiled(Graph graph) => Compiler.Compile(graph, [.. graph.Inputs.Select(input => input.Name)], [], null);
}
