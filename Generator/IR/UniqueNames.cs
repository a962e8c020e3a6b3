namespace ModelGen.Generator.IR;

/// <summary>Makes names unique by appending a number to those already taken.</summary>
/// <param name="taken">Names that are there already.</param>
/// <param name="comparer">Which names are the same; by default those of the same letters.</param>
internal sealed class UniqueNames(IEnumerable<string> taken, StringComparer? comparer = null)
{
    private readonly HashSet<string> _known = new(taken, comparer ?? StringComparer.Ordinal);

    /// <summary>For each name the next number that may be free.</summary>
    private readonly Dictionary<string, int> _next = new(comparer ?? StringComparer.Ordinal);

    /// <param name="name">The name.</param>
    /// <param name="ending">What tells it apart where it is taken, before a number must.</param>
    public string Next(string name, string ending) => _known.Contains(name) ? Next(name + ending) : Next(name);

    public string Next(string name)
    {
        if (_known.Add(name)) return name;
        if (!_next.TryGetValue(name, out var number)) number = 2;
        while (!_known.Add(name + GraphText.Number(number))) number++;
        _next[name] = number + 1;
        return name + GraphText.Number(number);
    }
}
