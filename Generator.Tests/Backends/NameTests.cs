using ModelGen.Generator.IR;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>Tensors may have the names that kernels give their own variables, methods and types.</summary>
public class NameTests
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
