using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>The names and types of a kernel for GPUs: tensors are views, values are numbers.</summary>
internal sealed class IlgpuKernelText(Kernel kernel, IlgpuTiles tiles) : KernelText(kernel)
{
    public IlgpuTiles Tiles => tiles;

    /// <summary>The class of <see cref="Math"/>'s functions for the model's precision.</summary>
    public string Math => IsDouble ? "Math" : "MathF";

    protected override string Tensor(string element) => $"ArrayView<{element}>";
}
