using System.Diagnostics;

namespace ModelGen;

/// <summary>Measures how long each kernel of a model takes, while it is the model's <c>Profile</c>. On a GPU each launch is then awaited, which takes time itself.</summary>
public sealed class KernelProfile
{
    private readonly List<KernelTime> _kernels = [];
    private long _mark;

    /// <summary>The kernels in the order in which they were first launched.</summary>
    public IReadOnlyList<KernelTime> Kernels => _kernels;

    /// <summary>The time of all kernels.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(_kernels.Sum(kernel => kernel.Time.Ticks));

    internal void Start() => _mark = Stopwatch.GetTimestamp();

    /// <summary>Gives the time since the last mark to a kernel.</summary>
    internal void Lap(string name, string operations)
    {
        var now = Stopwatch.GetTimestamp();
        var number = _kernels.FindIndex(kernel => kernel.Name == name);
        if (number < 0)
        {
            number = _kernels.Count;
            _kernels.Add(new(name, operations, 0, TimeSpan.Zero));
        }

        var kernel = _kernels[number];
        _kernels[number] = kernel with { Launches = kernel.Launches + 1, Time = kernel.Time + Stopwatch.GetElapsedTime(_mark, now) };
        _mark = Stopwatch.GetTimestamp();
    }
}

/// <summary>A kernel's share of a profile.</summary>
/// <param name="Name">The emitted class.</param>
/// <param name="Operations">The graph's operations that it computes.</param>
/// <param name="Launches">How often it ran.</param>
/// <param name="Time">The time of all its launches.</param>
public sealed record KernelTime(string Name, string Operations, int Launches, TimeSpan Time);
