using ModelGen.Gpu;
using Floats = ModelGen.Tests.Gpu.Lanes<float, float>;
using Integers = ModelGen.Tests.Gpu.Lanes<int, int>;

namespace ModelGen.Tests.Gpu;

/// <summary>What ILGPU makes of kernels for CUDA; no GPU is needed to see it.</summary>
public class PtxTests
{
    [Fact]
    public void AProductUsesFusedStepsWideReadsAndNoCalls()
    {
        var text = PtxText.Of(((Action<ProductKernel.Arguments>)ProductKernel.Run).Method);
        Assert.Equal(64, Count(text, "fma.rn.f32"));
        Assert.Equal(8, Count(text, "ld.shared.v4.f32"));
        Assert.Equal(2, Count(text, "bar.sync"));
        Assert.Contains(".shared", text);
        Assert.DoesNotContain("call", text);
        Assert.DoesNotContain(".local", text);
    }

    [Fact]
    public void FunctionsThatCudaLacksAreSupplied()
    {
        var text = PtxText.Of(((Action<ReductionKernels.Arguments>)ReductionKernels.Softmax).Method)
            + Text(a => a.Result[0] = MathF.Pow(MathF.Tanh(a.X[0]), MathF.Log(a.Y[0])));
        Assert.DoesNotContain("approx", text);
        Assert.DoesNotContain("call", text);
    }

    [Fact]
    public void DivisionAndRootsAreRoundedToNearest()
    {
        Assert.Contains("div.rn.f32", Text(a => a.Result[0] = a.X[0] / a.Y[0]));
        Assert.Contains("sqrt.rn.f32", Text(a => a.Result[0] = MathF.Sqrt(a.X[0])));
    }

    // A jump to the other branch is taken unless the condition holds, so it must be taken for NaN ("u") where the condition is false.
    [Fact]
    public void ComparisonsKeepTheirMeaningForNaN()
    {
        Assert.Contains("setp.leu.f32", Text(a => a.Result[0] = a.X[0] > 0f ? a.X[0] : 1));
        Assert.Contains("setp.le.f32", Text(a => a.Result[0] = !(a.X[0] <= 0f) ? a.X[0] : 1));
    }

    // ILGPU swaps the operands and, wrongly, the answer for NaN. When this fails, the rule in docs/ilgpu.md may go.
    [Fact]
    public void AConstantOnTheLeftIsComparedWronglyWithNaN()
        => Assert.Contains("setp.le.f32", Text(a => a.Result[0] = 0f < a.X[0] ? a.X[0] : 1));

    // It rounds down, where C# rounds towards zero. When this fails, the rule in docs/ilgpu.md and IntegerDivision may go.
    [Fact]
    public void ADivisionByAPowerOfTwoIsAShift()
    {
        Assert.Contains("shr.s32", PtxText.Of(((Action<Integers>)(a => a.Result[0] = a.X[0] / 4)).Method));
        Assert.DoesNotContain("div",
            PtxText.Of(((Action<Integers>)(a => a.Result[0] = a.X[0] / 4)).Method).Replace("ldiv", "", StringComparison.Ordinal));
    }

    private static string Text(Action<Floats> kernel) => PtxText.Of(kernel.Method);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
