using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Canonical;

/// <summary>
/// Booleans are never stored: a consumer of a moved boolean rematerializes it from the compared numbers. This finds the nodes it depends
/// on, each once.
/// </summary>
internal static class BooleanRematerialization
{
    /// <summary>A boolean with more operands is not rematerialized.</summary>
    private const int MaxLeaves = 64;

    /// <summary>
    /// A value, and where it is a truth value all truth values and numbers that it is made of; null where they are too many.
    /// </summary>
    public static IReadOnlyList<Node>? Leaves(GraphBuilder builder, Node value)
    {
        if (!IsTruth(value)) return [value];
        var parts = new Dictionary<int, Node> { [value.Id] = value };
        var open = new Stack<Node>([value]);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!IsTruth(node) || node.Type.Rank == 0) continue;
            foreach (var input in node.Inputs)
            {
                if (parts.ContainsKey(input)) continue;
                if (parts.Count == MaxLeaves) return null;
                parts.Add(input, builder.Nodes[input]);
                open.Push(builder.Nodes[input]);
            }
        }

        return [.. parts.Values];
    }

    /// <summary>A value that <see cref="Leaves"/> knows the parts of, made again of other numbers.</summary>
    public static Node Rematerialize(GraphBuilder builder, Node value, Func<Node, Node> number)
    {
        var made = new Dictionary<int, Node>();
        return Make(value);

        Node Make(Node node)
        {
            if (made.TryGetValue(node.Id, out var known)) return known;
            var result = IsTruth(node) && node.Type.Rank > 0
                ? builder.Add(node.Kind, [.. node.Inputs.Select(id => Make(builder.Nodes[id]))], node.Arguments)
                : number(node);
            made.Add(node.Id, result);
            return result;
        }
    }

    /// <summary>Whether a value is a comparison, or is made of comparisons.</summary>
    public static bool IsTruth(Node node) => node.Type.Element == ElementType.Bool && node.Class == OpClass.Elementwise;
}
