using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Kernels;

/// <summary>The kernels of a model. Groups of any of its programs that compute the same share one.</summary>
internal sealed class KernelPool
{
    private readonly List<Kernel> _kernels = [];
    private readonly HashSet<string> _names = [];

    public IReadOnlyList<Kernel> Kernels => _kernels;

    /// <summary>The number of the kernel that does this; a new one when there is none yet.</summary>
    /// <param name="kernel">What it does.</param>
    /// <param name="described">The same with its name and what is told of it, which only a new one needs.</param>
    public int Add(Kernel kernel, Func<Kernel, Kernel> described)
    {
        var same = _kernels.FindIndex(other => IsSame(other, kernel));
        if (same >= 0) return same;
        var added = described(kernel);
        _kernels.Add(added with { Name = Unique(added.Name) });
        return _kernels.Count - 1;
    }

    private static bool IsSame(Kernel left, Kernel right)
        => left.Scalars == right.Scalars && left.Body.Equals(right.Body) && Signature(left).SequenceEqual(Signature(right));

    private static IEnumerable<(ElementType, bool, bool)> Signature(Kernel kernel)
        => kernel.Arguments.Select(argument => (argument.Type, argument.IsRead, argument.IsWritten));

    private string Unique(string name)
    {
        var result = name;
        for (var number = 2; !_names.Add(result); number++) result = name + GraphText.Number(number);
        return result;
    }
}
