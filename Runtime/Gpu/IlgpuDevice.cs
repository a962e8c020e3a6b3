using ILGPU.Runtime;

namespace ModelGen.Gpu;

/// <summary>A device that ILGPU can run kernels on.</summary>
public sealed class IlgpuDevice
{
    internal IlgpuDevice(IlgpuDeviceKind kind, Device device)
    {
        Kind = kind;
        Device = device;
    }

    /// <summary>The driver behind the device.</summary>
    public IlgpuDeviceKind Kind { get; }

    /// <summary>The name the driver gives the device.</summary>
    public string Name => Kind == IlgpuDeviceKind.Emulator ? "ILGPU emulator" : Device.Name;

    /// <summary>The most threads a group may have.</summary>
    public int LargestGroup => Device.MaxNumThreadsPerGroup;

    /// <summary>The bytes of memory that the threads of a group can share.</summary>
    public int SharedMemory => Device.MaxSharedMemoryPerGroup;

    /// <summary>The bytes of device memory.</summary>
    public long Memory => Device.MemorySize;

    internal Device Device { get; }

    /// <inheritdoc/>
    public override string ToString() => Kind == IlgpuDeviceKind.Emulator ? Name : $"{Name} ({Kind.ToText()})";
}
