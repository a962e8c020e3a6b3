using System.Text.RegularExpressions;
using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Tensors may have the names that kernels give their own variables, methods and types.</summary>
public partial class NameTests
{
    public static TheoryData<bool, string, string> Names()
    {
        var data = new TheoryData<bool, string, string>();
        foreach (var isGpu in new[] { false, true })
        {
            foreach (var (left, right) in new[] { ("left", "right"), ("left0", "right1"), ("leftQuads", "rightQuads"),
                ("left00", "right31"), ("sums0", "sum00"), ("Run", "Finish"), ("Arguments", "MathF"), ("Float4", "Math"),
                ("Group", "KernelMath"), ("SharedMemory", "Grid"), ("first", "last"), ("next", "ahead"), ("maxima0", "scattered"),
                ("stride", "place") })
                data.Add(isGpu, left, right);
        }

        return data;
    }

    /// <summary>A kernel may be called after any value, be its name that of a type or a member that kernels use.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfValuesHideNothingThatKernelsUse(bool isGpu)
    {
        var backend = isGpu ? EmittedBackend.Ilgpu : EmittedBackend.Simd;
        var words = SampleModels.All.Where(spec => spec.Name is "Gpt" or "LeNet5" or "DigitVae" or "LstmNet")
            .SelectMany(spec => ModelEmission.Files(spec, Evaluation.AllTargets))
            .Where(file => file.HintName.Contains(isGpu ? ".Gpu." : ".Cpu.", StringComparison.Ordinal))
            .SelectMany(file => file.Text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            .SelectMany(line => Type().Matches(line)).Select(match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(word => Hides(word, isGpu)).ToList();
        Assert.NotEmpty(words);
        var b = new GraphBuilder("Words", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float32, ShapeCase.ShapeOf("N,200"))));
        foreach (var (word, number) in words.Select((word, number) => (word, number)))
        {
            var piece = b.Slice(x, 1, 0, number + 1);
            var value = b.Add(OpKind.Tanh, b.MatMul(piece, b.Transpose(piece, [1, 0])));
            b.Originate(value, new(null, OriginRole.Forward, word, Origin.Itself));
            b.Output(OutputRole.Result, "result" + number, value);
        }

        b.Output(OutputRole.Result, "rows", b.Softmax(x));
        var model = Compiler.Compile(b.Build(), ["x"], [], null);
        Assert.True(model.Kernels.Count > words.Count);
        _ = new EmittedPrograms(backend, [("words", model)]);
    }

    /// <summary>Whether a name that stands in emitted code is that of a type or a member there, and not of a kernel.</summary>
    private static bool Hides(string word, bool isGpu)
        => word is "Launch" or "Task" or "Run" or "Arguments" or "Epilogue" or "Finish"
            || Types(isGpu).Contains(word);

    private static HashSet<string> Types(bool isGpu)
        => [.. (isGpu ? new[] { typeof(Gpu.IlgpuExecutor).Assembly, typeof(ILGPU.Context).Assembly, typeof(Math).Assembly }
                : [typeof(Runtime.WorkerPool).Assembly, typeof(Math).Assembly, typeof(System.Numerics.Vector).Assembly])
            .SelectMany(assembly => assembly.GetExportedTypes()).Select(type => type.Name.Split('`')[0])];

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Type();

    [Theory]
    [MemberData(nameof(Names))]
    public void MeetNoneOfTheKernels(bool isGpu, string left, string right)
    {
        var b = new GraphBuilder("Names", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new(left, new(ElementType.Float32, ShapeCase.ShapeOf("N,70"))));
        var y = b.Input(new(right, new(ElementType.Float32, ShapeCase.ShapeOf("70,40"))));
        var narrow = b.MatMul(x, b.Slice(y, 1, 0, 10));
        b.Output(OutputRole.Result, "wide", b.Add(OpKind.Tanh, b.MatMul(x, y)));
        b.Output(OutputRole.Result, "beside", b.Add(b.MatMul(x, b.MatMul(y, b.Transpose(y, [1, 0]))), x));
        b.Output(OutputRole.Result, "narrow", b.Softmax(narrow));
        b.Output(OutputRole.Result, "map", b.Add(OpKind.Exp, x));
        b.Output(OutputRole.Result, "column", b.Max(y, [0]));
        b.Output(OutputRole.Result, "few", b.Max(b.Slice(y, 1, 0, 10), [0]));
        _ = new EmittedPrograms(isGpu ? EmittedBackend.Ilgpu : EmittedBackend.Simd,
            [("names", Compiler.Compile(b.Build(), [left, right], [], null))]);
    }
}
