using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace ModelGen.Tests.Gpu;

/// <summary>
/// Runs a theory once for each kind of device, with the device's name as first argument, the given ones after it and the trait
/// "Device". A device that is absent is reported as skipped, by name.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class OnDevicesAttribute(params object[] arguments) : DataAttribute
{
    /// <summary>Leaves out the emulator, which would take minutes for what a driver does in a second.</summary>
    public bool DriversOnly { get; init; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
        => new([.. TestDevices.Names.Where(name => !DriversOnly || name != TestDevices.Emulator).Select(Row)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private ITheoryDataRow Row(string device)
        => new TheoryDataRow([device, .. arguments]) { Skip = TestDevices.Absence(device) }.WithTrait("Device", device);
}
