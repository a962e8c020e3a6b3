namespace ModelGen.Gpu;

/// <summary>The names by which users choose a kind of device.</summary>
public static class IlgpuDeviceKinds
{
    /// <summary>The name of a kind on a command line: <c>cuda</c>, <c>opencl</c> or <c>emulator</c>.</summary>
    public static string ToText(this IlgpuDeviceKind kind) => kind switch
    {
        IlgpuDeviceKind.Cuda => "cuda",
        IlgpuDeviceKind.OpenCl => "opencl",
        _ => "emulator",
    };
}
