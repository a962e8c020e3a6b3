using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>The kernels of a model. Groups of any of its programs that compute the same share one.</summary>
internal sealed class KernelPool
{
    private readonly List<Kernel> _kernels = [];

    /// <summary>Each kernel has a file of its name, and files may be told apart by letters alone, not by their case.</summary>
    private readonly UniqueNames _names = new([], StringComparer.OrdinalIgnoreCase);

    /// <summary>The indices of the kernels by hash.</summary>
    private readonly Dictionary<int, List<int>> _byHash = [];

    public IReadOnlyList<Kernel> Kernels => _kernels;

    /// <summary>The number of the kernel that does this; a new one when there is none yet.</summary>
    /// <param name="kernel">What it does.</param>
    /// <param name="described">The same with its name and what is told of it, which only a new one needs.</param>
    public int Add(Kernel kernel, Func<Kernel, Kernel> described)
    {
        var key = HashOf(kernel);
        if (!_byHash.TryGetValue(key, out var alike)) _byHash.Add(key, alike = []);
        var same = alike.FindIndex(other => IsSame(_kernels[other], kernel));
        if (same >= 0) return alike[same];
        var added = described(kernel);
        alike.Add(_kernels.Count);
        _kernels.Add(added with { Name = _names.Next(added.Name) });
        return _kernels.Count - 1;
    }

    /// <summary>A hash that is equal for equal kernels.</summary>
    private static int HashOf(Kernel kernel)
        => unchecked((((kernel.Scalars.Count * 31) + kernel.Arguments.Count) * 31 + kernel.Body.Space.GetHashCode()) * 31)
            + kernel.Body.Phases.Sum(phase => phase.Program.Instructions.Count);

    private static bool IsSame(Kernel left, Kernel right)
        => left.Scalars.Equals(right.Scalars) && left.Body.Equals(right.Body) && Signature(left).SequenceEqual(Signature(right));

    private static IEnumerable<(ElementType, bool, bool)> Signature(Kernel kernel)
        => kernel.Arguments.Select(argument => (argument.Type, argument.IsRead, argument.IsWritten));
}
