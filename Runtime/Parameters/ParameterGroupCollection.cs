using System.Collections;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The groups of a model's parameters, in the order of its <c>[ParameterGroup]</c> attributes.</summary>
public sealed class ParameterGroupCollection : IReadOnlyList<ParameterGroup>
{
    private readonly string _model;
    private readonly ParameterGroup[] _groups;

    internal ParameterGroupCollection(ModelOptimizer optimizer, GroupLayout[] layouts, IEnumerable<Parameter> parameters)
    {
        var members = parameters.ToLookup(parameter
            => Array.FindLastIndex(layouts, layout => NamePattern.Matches(layout.Pattern, parameter.Name)));
        _model = optimizer.Model;
        _groups = [.. layouts.Select((layout, index) => new ParameterGroup(optimizer, layout, members[index]))];
    }

    /// <inheritdoc/>
    public int Count => _groups.Length;

    /// <inheritdoc/>
    public ParameterGroup this[int index] => _groups[index];

    /// <summary>The group of a pattern.</summary>
    /// <param name="pattern">As the attribute has it, such as <c>_head.*</c>.</param>
    /// <exception cref="KeyNotFoundException">The model has no such group; the message lists those it has.</exception>
    public ParameterGroup this[string pattern]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(pattern);
            return Array.FindLast(_groups, group => group.Pattern == pattern)
                ?? throw new KeyNotFoundException(
                    $"{_model} has no group \"{pattern}\"; it has {string.Join(", ", _groups.Select(group => $"\"{group.Pattern}\""))}.");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ParameterGroup> GetEnumerator() => ((IEnumerable<ParameterGroup>)_groups).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _groups.GetEnumerator();
}
