using ModelGen.Tests.Gpu;
using Xunit.v3;

namespace ModelGen.Tests.Models.Nets;

/// <summary>Nets by the names of their references; each trains as PyTorch's wherever it computes.</summary>
/// <param name="onEmulator">Those that the emulator trains too, which takes seconds for each.</param>
internal sealed class NetRows(params string[] onEmulator) : Dictionary<string, Func<Device, NetReference, NetRun>>
{
    public TheoryData<string> Names => [.. Keys];

    /// <summary>The nets on each device; one that is left out is skipped by name.</summary>
    public IEnumerable<ITheoryDataRow> OnDevices => from device in TestDevices.Names from name in Keys select Row(device, name);

    public void CheckOnTheProcessor(string name) => Check(name, Device.CpuWith(2), NetReference.Steps);

    /// <summary>A net on a device; the emulator takes few steps, for it is slow.</summary>
    public void CheckOnADevice(string device, string name)
        => Check(name, TestDevices.Model(device), device == TestDevices.Emulator ? 2 : NetReference.Steps);

    private TheoryDataRow Row(string device, string name)
        => new TheoryDataRow(device, name) { Skip = TestDevices.Absence(device) ?? Omission(device, name) }.WithTrait("Device", device);

    private string? Omission(string device, string name)
        => device == TestDevices.Emulator && !onEmulator.Contains(name) ? "the emulator trains few nets; .ci/run trains all on PoCL" : null;

    private void Check(string name, Device device, int steps)
    {
        var reference = NetReference.Of(name);
        using var run = this[name](device, reference);
        reference.Check(run, steps);
    }
}
