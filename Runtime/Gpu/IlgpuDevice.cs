using System.ComponentModel;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace ModelGen.Gpu;

/// <summary>A device that ILGPU can run kernels on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IlgpuDevice
{
    internal IlgpuDevice(DeviceKind kind, ILGPU.Runtime.Device driver) => (Kind, Driver) = (kind, driver);

    /// <summary>The driver behind the device.</summary>
    public DeviceKind Kind { get; }

    /// <summary>The name the driver gives the device.</summary>
    public string Name => Kind == DeviceKind.Emulator ? "ILGPU's interpreter of GPU kernels" : Driver.Name;

    /// <summary>Whether it is a graphics processor rather than a driver that computes on the processor.</summary>
    public bool IsGpu
        => Kind == DeviceKind.Cuda || (Driver is CLDevice device && device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU));

    /// <summary>The most threads a group may have.</summary>
    public int LargestGroup => Driver.MaxNumThreadsPerGroup;

    /// <summary>The bytes of memory that the threads of a group can share.</summary>
    public int SharedMemory => Driver.MaxSharedMemoryPerGroup;

    /// <summary>The bytes of device memory.</summary>
    public long Memory => Driver.MemorySize;

    internal ILGPU.Runtime.Device Driver { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} ({Name})";
}
