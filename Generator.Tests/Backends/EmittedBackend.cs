using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Targets.Ilgpu;
using ModelGen.Generator.Targets.Simd;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>What a backend contributes to a model's files.</summary>
internal sealed record EmittedBackend(ExecutorDialect Dialect, Func<Kernel, string, string> Emit,
    Func<string, IEnumerable<(string, string)>> Once)
{
    public static EmittedBackend Simd { get; } = new(new CpuExecutorDialect(), SimdBackend.Emit, _ => []);

    public static EmittedBackend Ilgpu { get; } = new(new GpuExecutorDialect(), IlgpuBackend.Emit,
        name => [(name + ".Devices.cs", GpuDevicesFile.Write("Emitted.Devices" + name))]);
}
