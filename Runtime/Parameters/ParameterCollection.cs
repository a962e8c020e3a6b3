using System.Collections;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Named tensors of one model, in the model's order: all of them, or those that a pattern selects.</summary>
public class ParameterCollection : IReadOnlyList<Parameter>
{
    private readonly List<Parameter> _items;
    private readonly string _model;
    private ParameterCollection? _trainable;

    internal ParameterCollection(string model, IEnumerable<Parameter> items) => (_model, _items) = (model, [.. items]);

    /// <summary>How many tensors there are.</summary>
    public int Count => _items.Count;

    /// <summary>
    /// Those that have gradients: all but the buffers, such as running means. Of a set of gradients: those of parameters, and not of
    /// inputs.
    /// </summary>
    public ParameterCollection Trainable => _trainable ??= new(_model, _items.Where(item => item.IsTrainable));

    /// <inheritdoc/>
    public Parameter this[int index] => _items[index];

    /// <summary>The tensor of a name, or the group that a pattern selects.</summary>
    /// <param name="name">
    /// A name such as <c>_hidden.weight</c>: what is selected is that tensor and has its members. Or a pattern such as <c>encoder.*</c>, in
    /// which * stands for any characters, dots too, and ? for one: what is selected is a collection.
    /// </param>
    /// <exception cref="KeyNotFoundException">There is none of that name or pattern; the message lists those there are.</exception>
    public ParameterSelection this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return NamePattern.IsPattern(name) ? new(_model, name, Matches(name)) : (Find(name) ?? throw Missing(name)).Selection;
        }
    }

    /// <summary>Those whose names match a pattern.</summary>
    /// <param name="pattern">Such as <c>encoder.*</c>: * stands for any characters, dots too, and ? for one. Case counts.</param>
    /// <exception cref="KeyNotFoundException">None does; the message lists those there are.</exception>
    public ParameterCollection Matching(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return new(_model, Matches(pattern));
    }

    /// <summary>
    /// Takes (1 - tau) of each element and tau of that of the source's tensor of the same name: at the default the copy of a model, and at
    /// a small tau the step by which a target network follows one that learns (Lillicrap and others, "Continuous control with deep
    /// reinforcement learning", 2015). Buffers are copied like parameters; <see cref="Trainable"/> leaves them out. It is computed in
    /// double precision and rounded once. What the optimizer keeps is not touched. The models' devices, precisions and classes may differ.
    /// </summary>
    /// <param name="source">Has a tensor of the same shape for each one here; it may have more.</param>
    /// <param name="tau">The share of the source, from 0 to 1.</param>
    /// <exception cref="ArgumentException">A tensor is missing in the source, or has another shape there; nothing was copied.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tau"/> is not from 0 to 1.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a call of either model.</exception>
    /// <exception cref="ObjectDisposedException">One of the models was disposed.</exception>
    public void CopyFrom(ParameterCollection source, double tau = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ParameterCopy.Run(this, source, tau);
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The model's name, for messages.</summary>
    internal string Model => _model;

    internal Parameter? Find(string name)
    {
        foreach (var item in _items)
        {
            if (item.Name == name) return item;
        }

        return null;
    }

    /// <summary>The names, for messages.</summary>
    internal string Names() => _items.Count == 0 ? "none at all" : string.Join(", ", _items.Select(item => item.Name));

    private protected void Add(Parameter item)
    {
        _items.Add(item);
        _trainable = null;
    }

    /// <summary>Why there is no tensor of a name.</summary>
    private protected virtual string Why(string name) => $"{_model} has no \"{name}\"";

    private KeyNotFoundException Missing(string name) => new($"{Why(name)}; it has {Names()}.");

    private List<Parameter> Matches(string pattern)
    {
        var matches = _items.FindAll(item => NamePattern.Matches(pattern, item.Name));
        return matches.Count > 0 ? matches
            : throw new KeyNotFoundException($"{_model} has no name that matches \"{pattern}\"; it has {Names()}.");
    }
}
