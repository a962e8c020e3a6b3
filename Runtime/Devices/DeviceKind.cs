namespace ModelGen;

/// <summary>The kinds of devices that kernels are emitted for.</summary>
public enum DeviceKind
{
    /// <summary>The processor, by vector instructions; always present.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>A device with an OpenCL driver.</summary>
    OpenCL,

    /// <summary>
    /// The GPU kernels, run by the processor one thread at a time: for debugging, thousands of times slower than <see cref="Cpu"/>.
    /// </summary>
    Emulator,
}
