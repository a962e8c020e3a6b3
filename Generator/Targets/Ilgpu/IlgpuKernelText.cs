using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>The names and types of a kernel for GPUs: tensors are views, values are numbers.</summary>
internal sealed class IlgpuKernelText(Kernel kernel, IlgpuTiles tiles) : KernelText(kernel)
{
    public IlgpuTiles Tiles => tiles;

    /// <summary>The class of <see cref="Math"/>'s functions of a type.</summary>
    public static string Math(ElementType type) => type == ElementType.Float64 ? "Math" : "MathF";

    protected override string Tensor(string element) => $"ArrayView<{element}>";
}
