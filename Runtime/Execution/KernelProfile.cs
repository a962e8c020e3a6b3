using System.Diagnostics;

namespace ModelGen;

/// <summary>
/// Sums the time of each kernel of the model whose <c>Profile</c> it is. While it is, a GPU is waited for after each launch, so that steps are slower.
/// </summary>
public sealed class KernelProfile
{
    private readonly Dictionary<string, KernelTime> _times = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private long _start;

    /// <summary>Each kernel that ran, in the order of the first launches.</summary>
    public IReadOnlyList<KernelTime> Times => [.. _order.Select(kernel => _times[kernel])];

    /// <summary>All kernels together.</summary>
    public TimeSpan Total => new(_times.Values.Sum(time => time.Time.Ticks));

    /// <summary>Bytes that calls copied from the host's memory to the device's: the inputs alone, for parameters and states stay there. A processor reads inputs where they are.</summary>
    public long CopiedBytes { get; private set; }

    internal void Copied(long bytes) => CopiedBytes += bytes;

    internal void Start() => _start = Stopwatch.GetTimestamp();

    /// <summary>Gives the time since the start, or since the last kernel's end, to a kernel.</summary>
    internal void End(string kernel, string operations)
    {
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (!_times.TryGetValue(kernel, out var time))
        {
            time = new(kernel, operations, 0, TimeSpan.Zero);
            _order.Add(kernel);
        }

        _times[kernel] = time with { Launches = time.Launches + 1, Time = time.Time + elapsed };
        Start();
    }
}
