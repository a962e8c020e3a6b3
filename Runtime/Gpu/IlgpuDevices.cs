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
    private static readonly Func<IReadOnlyList<Device>> Provider = Describe;

    /// <summary>Every device: CUDA's, then OpenCL's, then the emulator.</summary>
    public static IReadOnlyList<IlgpuDevice> All => Found.Value;

    /// <summary>Adds these devices to <see cref="Device.All"/>; once is enough, more does no harm.</summary>
    public static void Register() => DeviceProviders.Register(Provider);

    private static IReadOnlyList<Device> Describe()
        => [.. All.Select(device => new Device(device.Kind, device.Name, handle: device) { IsGpu = device.IsGpu })];

    // The emulator is given groups of up to 256 threads: what every GPU has, and what the emitted kernels keep to.
    private static IReadOnlyList<IlgpuDevice> Find() =>
    [
        .. Ask(DeviceKind.Cuda, builder => builder.Cuda()),
        .. Ask(DeviceKind.OpenCL, builder => builder.OpenCL()),
        .. Ask(DeviceKind.Emulator, builder => builder.CPU(CPUDeviceKind.AMD)),
    ];

    private static IReadOnlyList<IlgpuDevice> Ask(DeviceKind kind, Action<Context.Builder> enable)
    {
        try
        {
            using var context = Context.Create(enable);
            // A context without devices is given the processor.
            return [.. context.Devices.Where(device => KindOf(device) == kind).Select(device => new IlgpuDevice(kind, device))];
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException or TypeInitializationException
            or NotSupportedException or AcceleratorException)
        {
            return [];
        }
    }

    private static DeviceKind KindOf(ILGPU.Runtime.Device device) => device.AcceleratorType switch
    {
        AcceleratorType.Cuda => DeviceKind.Cuda,
        AcceleratorType.OpenCL => DeviceKind.OpenCL,
        _ => DeviceKind.Emulator,
    };
}
