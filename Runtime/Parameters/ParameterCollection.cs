using System.Collections;

namespace ModelGen;

/// <summary>Named tensors, in the order of the model.</summary>
public class ParameterCollection : IReadOnlyList<Parameter>
{
    private readonly List<Parameter> _items;
    private readonly string _model;

    internal ParameterCollection(string model, IEnumerable<Parameter> items) => (_model, _items) = (model, [.. items]);

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public Parameter this[int index] => _items[index];

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">Such as <c>_hidden.weight</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those there are.</exception>
    public Parameter this[string name] => Find(name)
        ?? throw new KeyNotFoundException($"{_model} has no \"{name}\"; it has {(_items.Count == 0 ? "none at all" : string.Join(", ", _items.Select(item => item.Name)))}.");

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private protected void Add(Parameter item) => _items.Add(item);

    private protected Parameter? Find(string name)
    {
        foreach (var item in _items)
        {
            if (item.Name == name) return item;
        }

        return null;
    }
}
