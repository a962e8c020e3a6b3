using ModelGen.Generator.CSharp;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Targets.Ilgpu;
using ModelGen.Generator.Targets.Simd;

namespace ModelGen.Generator.Emit;

/// <summary>All files of a model.</summary>
internal static class ModelEmission
{
    /// <param name="spec">The model.</param>
    /// <param name="hasGpu">Whether the compilation can reach the GPU runtime.</param>
    public static IEnumerable<GeneratedFile> Files(ModelSpec spec, bool hasGpu)
    {
        var model = Compiler.Compile(spec.Graph, [.. spec.ForwardInputs], [.. spec.LossInputs], spec.Optimizer);
        var name = ClassNames.FullName(spec);
        yield return new($"{name}.g.cs", ModelClass.Write(spec, model, hasGpu));
        foreach (var file in Backend(spec, model, name, new CpuExecutorDialect(), SimdBackend.Emit)) yield return file;
        if (!hasGpu) yield break;
        foreach (var file in Backend(spec, model, name, new GpuExecutorDialect(), IlgpuBackend.Emit)) yield return file;
        yield return new($"{name}.Gpu.Devices.g.cs", GpuDevicesFile.Write(ClassNames.Space(spec)));
    }

    private static IEnumerable<GeneratedFile> Backend(ModelSpec spec, CompiledModel model, string name, ExecutorDialect dialect,
        Func<Kernels.Kernel, string, string> emit)
    {
        var kernels = $"{ClassNames.Space(spec)}.{dialect.Suffix}";
        yield return new($"{name}.{dialect.Suffix}.g.cs",
            ExecutorClass.Write(ClassNames.Space(spec), spec.Name + dialect.Suffix, dialect.Suffix, model, spec.Slots, dialect));
        foreach (var kernel in model.Kernels) yield return new($"{name}.{dialect.Suffix}.{kernel.Name}.g.cs", emit(kernel, kernels));
    }
}
