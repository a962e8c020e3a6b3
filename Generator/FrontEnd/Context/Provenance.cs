using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Context;

/// <summary>Remembers what in the source each value came from, to tell the chain of shapes that led to a mistake.</summary>
internal sealed class Provenance
{
    private readonly Dictionary<int, (string Text, int From, Location? Location)> _steps = [];
    private readonly Dictionary<int, ModuleValue> _modules = [];

    /// <param name="result">The value.</param>
    /// <param name="text">The source that made it, without what it was made from.</param>
    /// <param name="from">The value that it was made from; null for a source.</param>
    /// <param name="location">Where that is; null where nobody asks.</param>
    public void Add(Node result, string text, Node? from, Location? location = null)
    {
        if (from?.Id != result.Id && !_steps.ContainsKey(result.Id)) _steps[result.Id] = (text, from?.Id ?? -1, location);
    }

    /// <summary>Where a value was made; null where it is not known.</summary>
    public Location? LocationOf(Node node) => _steps.TryGetValue(node.Id, out var step) ? step.Location : null;

    /// <summary>Remembers the module that gave a value.</summary>
    public void Add(Node result, ModuleValue module)
    {
        if (!_modules.ContainsKey(result.Id)) _modules.Add(result.Id, module);
    }

    /// <summary>The module that gave a value; null where none did.</summary>
    public ModuleValue? ModuleOf(Node node) => _modules.TryGetValue(node.Id, out var module) ? module : null;

    /// <summary>Such as <c>pixels [N, 784] -> _hidden.Forward [N, 128] -> Relu() [N, 128]</c>.</summary>
    public string Chain(Node node, IReadOnlyList<Node> nodes)
    {
        var steps = new List<string>();
        for (var id = node.Id; id >= 0 && _steps.TryGetValue(id, out var step); id = step.From)
            steps.Add($"{step.Text} {nodes[id].Type.Shape}");
        steps.Reverse();
        return string.Join(" -> ", steps);
    }
}
