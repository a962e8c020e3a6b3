using System.Globalization;
using System.Numerics;

namespace ModelGen;

/// <summary>Where a model keeps its memory and computes. GPUs are found when the application references ModelGen.Gpu.</summary>
public sealed class Device
{
    /// <summary>Describes a device; for providers of devices.</summary>
    /// <param name="kind">Which kernels it runs.</param>
    /// <param name="name">The hardware's name.</param>
    /// <param name="threads">Worker threads, for the processor; else 0.</param>
    /// <param name="handle">What the provider needs to open it.</param>
    public Device(DeviceKind kind, string name, int threads = 0, object? handle = null)
        => (Kind, Name, Threads, Handle) = (kind, name, threads, handle);

    /// <summary>The processor with a thread for each of its cores.</summary>
    public static Device Cpu { get; } = CpuWith(Environment.ProcessorCount);

    /// <summary>The fastest device there is: a CUDA device, else an OpenCL GPU, else the processor. Never the emulator.</summary>
    public static Device Best => Choice.Best;

    /// <summary>Why <see cref="Best"/> is what it is, as part of a sentence, such as <c>a CUDA device is present</c>.</summary>
    public static string ReasonForBest => Choice.ReasonForBest;

    /// <summary>Every device that is present.</summary>
    public static IReadOnlyList<Device> All => [Cpu, .. DeviceProviders.All];

    /// <summary>Which kernels it runs.</summary>
    public DeviceKind Kind { get; }

    /// <summary>The hardware's name.</summary>
    public string Name { get; }

    /// <summary>Threads that compute, the caller's included; 0 where the driver decides.</summary>
    public int Threads { get; }

    /// <summary>Whether it is a graphics processor rather than a driver that computes on the processor.</summary>
    public bool IsGpu { get; init; }

    /// <summary>What the provider needs to open it.</summary>
    public object? Handle { get; }

    /// <summary>The target whose kernels it runs, which is also the last part of the name of its package.</summary>
    internal string Target => Kind == DeviceKind.Cpu ? "Cpu" : "Gpu";

    /// <summary>The processor with a number of threads, the caller's included. Results do not depend on it, bit for bit.</summary>
    /// <param name="threads">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static Device CpuWith(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var lanes = Vector.IsHardwareAccelerated ? $"{Vector<float>.Count} lanes" : "no vector instructions";
        return new(DeviceKind.Cpu,
            string.Create(CultureInfo.InvariantCulture, $"{threads} {(threads == 1 ? "thread" : "threads")}, {lanes}"), threads);
    }

    /// <summary>The device that a word names: <c>cpu</c>, <c>cuda</c>, <c>opencl</c>, <c>emulator</c> or <c>best</c>.</summary>
    /// <param name="text">The word, in any case. Of several OpenCL devices a GPU is taken first.</param>
    /// <exception cref="ArgumentException">The word is none of these, or no such device is present.</exception>
    public static Device Parse(string text) => Choice.Parse(text);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} ({Name})";

    private static DeviceChoice Choice => new(All, DeviceProviders.HasProviders);
}
