using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace ModelGen.Gpu;

/// <summary>The ILGPU devices of this machine. A driver that is absent or broken has no devices and throws nothing.</summary>
public static class IlgpuDevices
{
    private static readonly Lazy<IReadOnlyList<IlgpuDevice>> Found = new(Find);

    /// <summary>Every device: CUDA's, then OpenCL's, then the emulator.</summary>
    public static IReadOnlyList<IlgpuDevice> All => Found.Value;

    /// <summary>The first device of a kind, or null where there is none.</summary>
    public static IlgpuDevice? First(IlgpuDeviceKind kind) => All.FirstOrDefault(device => device.Kind == kind);

    private static IReadOnlyList<IlgpuDevice> Find() =>
    [
        .. Ask(IlgpuDeviceKind.Cuda, builder => builder.Cuda()),
        .. Ask(IlgpuDeviceKind.OpenCl, builder => builder.OpenCL()),
        .. Ask(IlgpuDeviceKind.Emulator, builder => builder.CPU(CPUDeviceKind.AMD)),
    ];

    private static IReadOnlyList<IlgpuDevice> Ask(IlgpuDeviceKind kind, Action<Context.Builder> enable)
    {
        try
        {
            using var context = Context.Create(enable);
            // The processor stands in every context, enabled or not.
            return [.. context.Devices.Where(device => KindOf(device) == kind).Select(device => new IlgpuDevice(kind, device))];
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException
            or NotSupportedException or AcceleratorException)
        {
            return [];
        }
    }

    private static IlgpuDeviceKind KindOf(Device device) => device.AcceleratorType switch
    {
        AcceleratorType.Cuda => IlgpuDeviceKind.Cuda,
        AcceleratorType.OpenCL => IlgpuDeviceKind.OpenCl,
        _ => IlgpuDeviceKind.Emulator,
    };
}
