namespace ModelGen.Gpu;

/// <summary>The drivers through which ILGPU reaches a device.</summary>
public enum IlgpuDeviceKind
{
    /// <summary>NVIDIA's driver.</summary>
    Cuda,

    /// <summary>Any OpenCL 2.0 driver that has the generic address space.</summary>
    OpenCl,

    /// <summary>ILGPU's own interpreter of groups on processor threads: for checking kernels, never for speed.</summary>
    Emulator,
}
