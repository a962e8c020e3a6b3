using System.Reflection;
using ModelGen.Gpu;
using ModelGen.Tests.Models;

namespace ModelGen.Tests.Gpu;

/// <summary>ILGPU accepts every kernel that is emitted for the models here, for CUDA too; no GPU is needed to see it.</summary>
public class EmittedPtxTests
{
    public static TheoryData<string> Kernels()
        => [.. typeof(Classifier).Assembly.GetTypes().Where(IsKernel).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Fact]
    public void BothModelsHaveKernelsForGpus()
    {
        foreach (var model in (Type[])[typeof(Classifier), typeof(DigitClassifier)])
            Assert.Contains(Kernels(), row => row.Data.StartsWith($"{model.FullName}Code.Gpu.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void KernelsCompileForCuda(string kernel)
    {
        var text = PtxText.Of(Run(typeof(Classifier).Assembly.GetType(kernel, throwOnError: true)!)!);
        Assert.Contains(".entry", text);
        // What stays a call is a function that only a driver could supply; what is local does not fit in registers; approximations differ
        // from device to device.
        Assert.DoesNotContain("call", text);
        Assert.DoesNotContain(".local", text);
        Assert.DoesNotContain("approx", text);
    }

    private static bool IsKernel(Type type)
        => type.Namespace?.EndsWith("Code.Gpu", StringComparison.Ordinal) == true && Run(type) is not null;

    private static MethodInfo? Run(Type type) => type.GetMethod("Run", BindingFlags.Static | BindingFlags.NonPublic);
}
