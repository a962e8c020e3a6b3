using ModelGen.Gpu;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// The devices that tests run on. The environment variable MODELGEN_TEST_DEVICES names the ones that must be there
/// ("opencl", "cuda,opencl"); unset, every device that is there is used.
/// </summary>
internal static class TestDevices
{
    private static readonly DeviceKind[] Kinds = [DeviceKind.Cuda, DeviceKind.OpenCL, DeviceKind.Emulator];

    public static string Emulator { get; } = Name(DeviceKind.Emulator);

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(Name)];

    public static IReadOnlyList<string> Required { get; } =
        (Environment.GetEnvironmentVariable("MODELGEN_TEST_DEVICES") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Why a device is left out, or null where it is tested.</summary>
    public static string? Absence(string name)
        => Required.Count > 0 && !Required.Contains(name) ? $"{name} is not among the devices that MODELGEN_TEST_DEVICES asks for"
            : Find(name) is null && !Required.Contains(name) ? $"this machine has no {name} device"
            : null;

    /// <summary>The device of a name, which a test that runs for it may rely on.</summary>
    public static IlgpuDevice Get(string name)
        => Find(name) ?? throw new InvalidOperationException($"MODELGEN_TEST_DEVICES asks for {name}, but no {name} device was found");

    /// <summary>The same device, as models are created on it.</summary>
    public static Device Model(string name)
    {
        var found = Get(name);
        return Device.All.First(device => ReferenceEquals(device.Handle, found));
    }

    /// <summary>The device of a name, or null.</summary>
    public static IlgpuDevice? Find(string name) => IlgpuDevices.All.FirstOrDefault(device => Name(device.Kind) == name);

    private static string Name(DeviceKind kind) => kind.ToString().ToLowerInvariant();
}
