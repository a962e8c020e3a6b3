using ModelGen.Gpu;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>The devices that emitted programs are run on, by their words; one that is absent skips the test.</summary>
internal static class TestDevice
{
    public static readonly string[] Gpus = ["emulator", "opencl", "cuda"];

    public static readonly string[] All = ["cpu", .. Gpus];

    public static Device Present(string name)
    {
        IlgpuDevices.Register();
        var found = Device.All.FirstOrDefault(device => string.Equals(device.Kind.ToString(), name, StringComparison.OrdinalIgnoreCase));
        if (found is null) Assert.Skip($"this machine has no {name} device");
        return found;
    }

    public static EmittedBackend Backend(string name) => name == "cpu" ? EmittedBackend.Simd : EmittedBackend.Ilgpu;
}
