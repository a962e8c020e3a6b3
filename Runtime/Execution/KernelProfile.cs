namespace ModelGen;

/// <summary>
/// Sums the time of each kernel of the model whose <c>Profile</c> it is. While it is, a GPU is waited for after each launch, so that steps
/// are slower.
/// </summary>
public sealed class KernelProfile
{
    private readonly Dictionary<string, KernelTime> _times = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private long _copiedBytes;

    /// <summary>Each kernel that ran, in the order of the first launches.</summary>
    public IReadOnlyList<KernelTime> Times
    {
        get
        {
            lock (_times) return [.. _order.Select(kernel => _times[kernel])];
        }
    }

    /// <summary>All kernels together.</summary>
    public TimeSpan Total => new(Times.Sum(time => time.Time.Ticks));

    /// <summary>
    /// Bytes that calls copied from the host's memory to the device's: the inputs alone, for parameters and states stay there. A processor
    /// reads inputs where they are.
    /// </summary>
    public long CopiedBytes => Interlocked.Read(ref _copiedBytes);

    /// <summary>What looks at the model's memory after each launch; none for a profile that users make.</summary>
    internal Runtime.IKernelWatch? Watch { get; init; }

    internal void Copied(long bytes) => Interlocked.Add(ref _copiedBytes, bytes);

    /// <summary>Adds a launch to a kernel's.</summary>
    internal void Add(string kernel, string operations, TimeSpan elapsed)
    {
        lock (_times)
        {
            if (!_times.TryGetValue(kernel, out var time))
            {
                time = new(kernel, operations, 0, TimeSpan.Zero);
                _order.Add(kernel);
            }

            _times[kernel] = time with { Launches = time.Launches + 1, Time = time.Time + elapsed };
        }
    }
}
