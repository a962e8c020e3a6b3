using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Programs;

/// <summary>
/// The kernels of a model. Groups of any of its programs that compute the same share one, which is called after what they have in common.
/// </summary>
internal sealed class KernelPool
{
    private readonly List<Kernel> _kernels = [];

    /// <summary>For each kernel its names and those of its arguments, once for each of its uses that differs in them.</summary>
    private readonly List<HashSet<EquatableArray<string>>> _names = [];

    /// <summary>What describes each kernel when it has its names.</summary>
    private readonly List<Func<Kernel, Kernel>> _describe = [];

    /// <summary>The program that needed each kernel first.</summary>
    private readonly List<string> _programs = [];

    /// <summary>The program that is compiled now.</summary>
    public string Program { get; set; } = "";

    /// <summary>The indices of the kernels by hash.</summary>
    private readonly Dictionary<int, List<int>> _byHash = [];

    /// <summary>The kernels with their names.</summary>
    public EquatableArray<Kernel> Kernels()
    {
        // Each kernel has a file of its name, and files may be told apart by letters alone, not by their case.
        var names = new UniqueNames(KernelNames.Taken, StringComparer.OrdinalIgnoreCase);
        return _kernels.Select((kernel, number) => _describe[number](Named(kernel, _names[number], _programs[number], names)))
            .ToEquatableArray();
    }

    /// <summary>The number of the kernel that does this; a new one when there is none yet.</summary>
    /// <param name="kernel">What it does, with its name in this use.</param>
    /// <param name="describe">Adds what is told of it, under the names that it has at last; only that of a new one is needed.</param>
    public int Add(Kernel kernel, Func<Kernel, Kernel> describe)
    {
        var number = Find(kernel);
        if (number == _kernels.Count)
        {
            _kernels.Add(kernel);
            _describe.Add(describe);
            _names.Add([]);
            _programs.Add(Program);
        }

        _kernels[number] = _kernels[number] with { Sources = [.. _kernels[number].Sources.Union(kernel.Sources)] };
        _names[number].Add([kernel.Name, .. kernel.Arguments.Select(argument => argument.Name)]);
        return number;
    }

    private int Find(Kernel kernel)
    {
        var key = HashOf(kernel);
        if (!_byHash.TryGetValue(key, out var alike)) _byHash.Add(key, alike = []);
        var same = alike.FindIndex(other => IsSame(_kernels[other], kernel));
        if (same >= 0) return alike[same];
        alike.Add(_kernels.Count);
        return _kernels.Count;
    }

    private static Kernel Named(Kernel kernel, HashSet<EquatableArray<string>> uses, string program, UniqueNames names)
    {
        var operations = KernelNames.ForOperations(kernel.OperationNames);
        var arguments = KernelNames.Unique(kernel.Arguments.Select((argument, number) => Common(number + 1, null) ?? argument.Name));
        return kernel with
        {
            Name = names.Next(Common(0, operations) ?? operations, "In" + program),
            Arguments = kernel.Arguments.Select((argument, number) => argument with { Name = arguments[number] }).ToEquatableArray(),
        };

        string? Common(int place, string? ending) => CommonName.Of(uses.Select(use => use[place]).Distinct().ToList(), ending);
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
