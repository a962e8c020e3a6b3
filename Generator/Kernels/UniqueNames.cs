using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>Gives names of which none is there twice: a number follows one that is taken.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _known = [.. taken];

    /// <summary>For each name the next number that may be free.</summary>
    private readonly Dictionary<string, int> _next = [];

    public string Next(string name)
    {
        if (_known.Add(name)) return name;
        if (!_next.TryGetValue(name, out var number)) number = 2;
        while (!_known.Add(name + GraphText.Number(number))) number++;
        _next[name] = number + 1;
        return name + GraphText.Number(number);
    }
}
