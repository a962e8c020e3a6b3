using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ModelGen.Gpu;

/// <summary>
/// The PTX text of a kernel, made without a GPU or its driver: for reading, and for finding out on any machine whether ILGPU accepts the
/// kernel for CUDA.
/// </summary>
internal static class PtxText
{
    /// <summary>
    /// Compiles an explicitly grouped kernel for the given compute capability; 8.0 is the highest that ILGPU makes use of.
    /// </summary>
    public static string Of(MethodInfo kernel, int major = 8, int minor = 0)
    {
        using var context = Context.Create(IlgpuContext.Configure);
        using var backend = new PTXBackend(context, new CudaArchitecture(major, minor), CudaInstructionSet.ISA_71, nvvmAPI: null!);
        var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel),
            KernelSpecialization.Empty);
        return compiled.PTXAssembly;
    }
}
