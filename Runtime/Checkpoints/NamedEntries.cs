namespace ModelGen.Runtime;

/// <summary>A file's tensors by the model's names for them, which a map gives; weights and what an optimizer keeps apart.</summary>
internal sealed class NamedEntries
{
    private readonly Func<string, string?> _map;
    private readonly Dictionary<string, string?> _mapped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorEntry> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorEntry> _states = new(StringComparer.Ordinal);

    /// <param name="tensors">The file's.</param>
    /// <param name="map">From the file's name to the model's, or to null for a tensor to leave out.</param>
    /// <param name="bad">Makes the error of a wrong file.</param>
    /// <exception cref="InvalidDataException">Two tensors get one name.</exception>
    public NamedEntries(IEnumerable<TensorEntry> tensors, Func<string, string?>? map, Func<string, InvalidDataException> bad)
    {
        _map = map ?? (name => name);
        foreach (var entry in tensors)
        {
            if (CheckpointTensor.IsOfFit(entry.Name) || Name(entry.Name) is not { } name) continue;
            var place = CheckpointTensor.IsState(entry.Name) ? _states : _weights;
            if (place.TryAdd(name, entry)) continue;
            throw bad(
                $"its {place[name]} and {entry} are both {FileText.Quoted(name)} by map. Let map give each a name of its own, or null for "
                + "one to leave out");
        }
    }

    public IReadOnlyDictionary<string, TensorEntry> Weights => _weights;

    public IReadOnlyDictionary<string, TensorEntry> States => _states;

    /// <summary>What an optimizer keeps goes with its parameter.</summary>
    private string? Name(string name)
    {
        if (!CheckpointTensor.IsState(name)) return Mapped(name);
        var parameter = CheckpointTensor.ParameterOf(name);
        var state = name[(CheckpointTensor.OptimizerPrefix.Length + parameter.Length)..];
        return Mapped(parameter) is { } mapped ? CheckpointTensor.OptimizerPrefix + mapped + state : null;
    }

    private string? Mapped(string name)
    {
        if (!_mapped.TryGetValue(name, out var mapped)) _mapped.Add(name, mapped = _map(name));
        return mapped;
    }
}
