using ModelGen.Gpu;

namespace ModelGen.Generator.Tests.Backends;

/// <summary>
/// The devices that emitted programs are run on, by their words; one that is absent skips the test. The environment variable
/// MODELGEN_TEST_DEVICES names the ones that must be there ("opencl", "cuda,opencl"), and then the others are left out.
/// </summary>
internal static class TestDevice
{
    public static readonly string[] FastGpus = ["opencl", "cuda"];

    public static readonly string[] Gpus = ["emulator", .. FastGpus];

    public static readonly string[] All = ["cpu", .. Gpus];

    /// <summary>All but the emulator, which takes a second for what others do in a millisecond.</summary>
    public static readonly string[] Fast = ["cpu", .. FastGpus];

    private static readonly string[] Required =
        (Environment.GetEnvironmentVariable("MODELGEN_TEST_DEVICES") ?? "").Split(',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static Device Present(string name)
    {
        if (Required.Length > 0 && !Required.Contains(name))
            Assert.Skip($"{name} is not among the devices that MODELGEN_TEST_DEVICES asks for");
        IlgpuDevices.Register();
        var found = Device.All.FirstOrDefault(device => string.Equals(device.Kind.ToString(), name, StringComparison.OrdinalIgnoreCase));
        if (found is null && Required.Contains(name)) Assert.Fail($"MODELGEN_TEST_DEVICES asks for {name}, but no {name} device was found");
        if (found is null) Assert.Skip($"this machine has no {name} device");
        return found;
    }

    public static EmittedBackend Backend(string name) => name switch
    {
        "cpu" => EmittedBackend.Simd,
        "emulator" => EmittedBackend.SmallIlgpu,
        _ => EmittedBackend.Ilgpu,
    };
}
