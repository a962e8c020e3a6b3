using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// The float and double inputs of a module's Forward where it is called: numbers of the host there. In the bodies of the module's loops and
/// branches they are computed again, for no body takes a number of the host from around it.
/// </summary>
/// <param name="builder">The graph that calls the module.</param>
/// <param name="given">The number for each input.</param>
internal sealed class ModuleNumbers(GraphBuilder builder, IReadOnlyDictionary<string, Node> given)
{
    /// <summary>Marks a symbol of the calling graph while it stands in the module's.</summary>
    private const char Calling = '=';

    public bool IsEmpty => given.Count == 0;

    /// <summary>The number that a node of the module's graph stands for; null where it is none.</summary>
    public Node? Find(Node node) => CallNumber.Input(node) is { } input ? given[input] : null;

    /// <summary>What the marked symbols are.</summary>
    public IEnumerable<KeyValuePair<string, Dim>> Symbols
        => given.Values.SelectMany(Needed).SelectMany(node => node.Arguments.AllDims()).SelectMany(dim => dim.Symbols).Distinct()
            .Select(symbol => new KeyValuePair<string, Dim>(Calling + symbol, Dim.Symbol(symbol)));

    /// <summary>
    /// The constant that replaces a node, so that conditions on it can be folded; the node itself if it has no constant value.
    /// </summary>
    public Node Folded(Node node)
        => Find(node) is { Kind: OpKind.Constant } constant ? node with { Kind = constant.Kind, Arguments = constant.Arguments } : node;

    /// <summary>The module's graph whose bodies compute the numbers themselves.</summary>
    public Graph InBodies(Graph graph) => ControlFlow.WithBodies(graph, body => ControlFlow.TransformRecursively(body, Computed));

    private Graph Computed(Graph body)
    {
        if (body.Nodes.All(node => CallNumber.Input(node) is null)) return body;
        return Rewrite.Rebuild(body, (inner, node, inputs) => Find(node) is { } number ? Copied(inner, number) : inner.Copy(node, inputs));
    }

    private Node Copied(GraphBuilder inner, Node number)
    {
        var map = new Dictionary<int, Node>();
        foreach (var node in Needed(number)) map[node.Id] = inner.Copy(Marked(node), [.. node.Inputs.Select(id => map[id])]);
        return map[number.Id];
    }

    private IEnumerable<Node> Needed(Node number) => BackwardSlice.From(builder.Nodes, [number.Id], _ => true).OrderBy(node => node.Id);

    private static Node Marked(Node node) => node with { Arguments = node.Arguments.Map(Marked) };

    private static Dim Marked(Dim dim)
        => dim.Substitute(dim.Symbols.ToDictionary(symbol => symbol, symbol => Dim.Symbol(Calling + symbol)));
}
