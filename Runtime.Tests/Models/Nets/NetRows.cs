using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Nets;

/// <summary>Nets by the names of their references; each trains as PyTorch's wherever it computes.</summary>
internal sealed class NetRows : Dictionary<string, Func<Device, NetReference, NetRun>>
{
    public TheoryData<string> Names => [.. Keys];

    public void CheckOnTheProcessor(string name) => Check(name, Device.CpuWith(2), NetReference.Steps);

    /// <summary>All nets on one device; the emulator takes few steps, for it is slow.</summary>
    public void CheckOnADevice(string device)
    {
        foreach (var name in Keys) Check(name, TestDevices.Model(device), device == TestDevices.Emulator ? 2 : NetReference.Steps);
    }

    private void Check(string name, Device device, int steps)
    {
        var reference = NetReference.Of(name);
        using var run = this[name](device, reference);
        reference.Check(run, steps);
    }
}
