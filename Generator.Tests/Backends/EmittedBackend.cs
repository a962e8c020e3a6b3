using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Targets.Ilgpu;
using ModelGen.Generator.Targets.Simd;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>What a backend contributes to a model's files.</summary>
internal sealed record EmittedBackend(ExecutorDialect Dialect, Func<Kernel, string, string> Emit,
    Func<string, IEnumerable<(string, string)>> Once)
{
    public static EmittedBackend Simd { get; } = new(new CpuExecutorDialect(), SimdBackend.Emit, _ => []);

    public static EmittedBackend Ilgpu { get; } = OfTiles(IlgpuTiles.Default);

    /// <summary>
    /// The same kernels in groups of 16 threads, for ILGPU's emulator, which has a thread of the processor for each: few elements are then
    /// beyond a tile's edge. Groups of 256 run on drivers, and on the emulator in the tests of the runtime.
    /// </summary>
    public static EmittedBackend SmallIlgpu { get; } = OfTiles(new(Threads: 16, ShortRow: 8, Across: 4, Down: 4, Side: 4));

    private static EmittedBackend OfTiles(IlgpuTiles tiles) => new(
        new GpuExecutorDialect(),
        (kernel, @namespace) => IlgpuBackend.Emit(kernel, @namespace, tiles),
        name => [(name + ".Devices.cs", GpuDevicesFile.Write("Emitted.Devices" + name))]);
}
