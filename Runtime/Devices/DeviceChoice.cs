namespace ModelGen;

/// <summary>The choice among the devices that are present: the best one, or the one that a word names.</summary>
/// <param name="devices">Those that are present, the processor first.</param>
/// <param name="hasProviders">Whether anyone looked for GPUs.</param>
internal sealed class DeviceChoice(IReadOnlyList<Device> devices, bool hasProviders)
{
    private static readonly string[] Words = ["best", .. Enum.GetNames<DeviceKind>().Select(name => name.ToLowerInvariant())];

    public Device Best
        => First(DeviceKind.Cuda) ?? devices.FirstOrDefault(device => device.Kind == DeviceKind.OpenCL && device.IsGpu) ?? devices[0];

    public string ReasonForBest => Best.Kind switch
    {
        DeviceKind.Cuda => "a CUDA device is present",
        DeviceKind.OpenCL => "an OpenCL GPU is present, and no CUDA device",
        _ when hasProviders => "there is no CUDA device and no OpenCL GPU",
        _ => "no GPU was looked for, which takes a reference to ModelGen.Gpu",
    };

    public Device Parse(string text)
    {
        var word = Array.FindIndex(Words, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));
        if (word < 0)
            throw new ArgumentException($"\"{text}\" is not a device; allowed are {string.Join(", ", Words)}. Present are: {Present}.",
                nameof(text));
        if (word == 0) return Best;
        return First((DeviceKind)(word - 1)) ?? throw new ArgumentException(
            $"no {(DeviceKind)(word - 1)} device is present; present "
                + $"are: {Present}. {(hasProviders ? "It needs its driver." : "GPUs need a reference to ModelGen.Gpu and their driver.")}",
                    nameof(text));
    }

    private string Present => string.Join(", ", devices);

    /// <summary>Of several, a GPU before a driver that computes on the processor.</summary>
    private Device? First(DeviceKind kind)
        => devices.FirstOrDefault(device => device.Kind == kind && device.IsGpu) ?? devices.FirstOrDefault(device => device.Kind == kind);
}
