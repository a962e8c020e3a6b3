using ModelGen.Generator.IR;
using ModelGen.Generator.Lowering;

namespace ModelGen.Generator.Programs;

/// <summary>
/// The names of the values that are stored: a value under another shape is the same value, and of two that would be called alike the later
/// one is told apart by its operation.
/// </summary>
internal static class StoredNames
{
    /// <summary>Names made of operations grow no longer: a number tells further values apart.</summary>
    private const int LongestName = 48;

    public static LoweredGraph Name(LoweredGraph lowered)
    {
        var nodes = lowered.Graph.Nodes.ToArray();
        for (var id = nodes.Length - 1; id >= 0; id--) NameOperand(nodes, nodes[id]);
        foreach (var node in lowered.Graph.Nodes) NameResult(nodes, nodes[node.Id]);
        Distinguish(nodes, lowered.Groups);
        return lowered with { Graph = lowered.Graph with { Nodes = [.. nodes] } };
    }

    private static void NameOperand(Node[] nodes, Node node)
    {
        if (IsReshaped(node) && IsNamed(node) && !IsNamed(nodes[node.Inputs[0]])) Share(nodes, node, node.Inputs[0]);
    }

    private static void NameResult(Node[] nodes, Node node)
    {
        if (!IsReshaped(node) || IsNamed(node)) return;
        if (nodes[node.Inputs[0]] is { SourceName: null } of && IsNamed(of)) Share(nodes, of, node.Id);
    }

    private static bool IsReshaped(Node node) => node.Kind == OpKind.Reshape;

    private static bool IsNamed(Node node) => node.SourceName is not null || node.Origin?.Part is not null;

    private static void Share(Node[] nodes, Node named, int other) => nodes[other] = nodes[other] with { Origin = named.Origin };

    private static void Distinguish(Node[] nodes, IReadOnlyList<LoweredGroup> groups)
    {
        var known = new HashSet<string>(nodes.Select(node => node.SourceName).OfType<string>().Select(ValueNames.Camel));
        foreach (var id in groups.SelectMany(group => group.Group.Members.Where(group.Stores.Contains)))
        {
            var (node, name) = (nodes[id], ValueNames.Camel(ValueNames.Of(nodes[id])));
            if (known.Add(name) || node.Origin is not { } origin) continue;
            var others = Others(nodes, node, name).Where(other => other.Length <= LongestName);
            if (others.FirstOrDefault(known.Add) is { } other) nodes[id] = node with { Origin = origin.Named(other) };
        }
    }

    /// <summary>Names after the operation, and what it is applied to.</summary>
    private static IEnumerable<string> Others(Node[] nodes, Node node, string name)
    {
        var noun = ValueNames.Pascal(ValueNames.Noun(node.Kind));
        yield return name + noun;
        foreach (var operand in node.Inputs.Select(id => nodes[id]).Where(IsNamed))
            yield return ValueNames.Camel(ValueNames.Of(operand)) + noun;
    }
}
