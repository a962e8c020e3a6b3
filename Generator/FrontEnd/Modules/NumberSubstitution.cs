using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Passes.Canonical;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>
/// Puts the numbers of a use into a module's graph as far as they decide its branches. What no way leads to then is left out, with its
/// parameters.
/// </summary>
internal static class NumberSubstitution
{
    /// <summary>Whether a graph has anything that numbers decide.</summary>
    public static bool MayDecide(Graph graph) => graph.Nodes.Any(node => node.Kind.IsControl());

    public static Graph Substitute(Graph graph, IReadOnlyDictionary<string, SymbolicValue> arguments)
    {
        var dims = arguments.Where(item => graph.FixedSymbols.Contains(item.Key) && SymbolicArithmetic.AsDim(item.Value) is not null)
            .ToDictionary(item => item.Key, item => SymbolicArithmetic.AsDim(item.Value)!.Value);
        var numbered = ControlFlow.TransformRecursively(graph, body => body with
        {
            Nodes = body.Nodes.Select(node => Known(node, dims, arguments)).ToEquatableArray(),
        });
        var decided = FoldBranches.Run(numbered, new Dictionary<string, double>());
        return WithoutUnused(ControlFlow.TransformRecursively(decided, DeadLoopResults.Run));
    }

    private static Node Known(Node node, IReadOnlyDictionary<string, Dim> dims, IReadOnlyDictionary<string, SymbolicValue> arguments)
    {
        if (node.Kind == OpKind.DimValue && node.Dim.Substitute(dims).Constant is { } size) return Constant(node, size);
        if (node.Kind != OpKind.HostScalar || ConstructorNumber.Parameter(node.Name) is not { } name) return node;
        return arguments.TryGetValue(name, out var value) ? Known(node, value) : node;
    }

    private static Node Known(Node node, SymbolicValue value) => value switch
    {
        NumberValue number => Constant(node, number.Number),
        ConstantValue { Constant: bool truth } => Constant(node, truth ? 1 : 0),
        _ => node,
    };

    private static Node Constant(Node node, double value) => node with
    {
        Kind = OpKind.Constant,
        Arguments = new ConstantArguments(value) { Element = node.Type.Element },
    };

    /// <summary>The graph without what no result needs.</summary>
    private static Graph WithoutUnused(Graph graph)
    {
        var live = DeadNodes.Live(graph);
        var kept = graph.Outputs.Where(output => output.Role == OutputRole.Update).Select(output => output.Target).ToList();
        var used = Rewrite.Rebuild(graph, (builder, node, inputs) => live[node.Id] || IsKept(node) ? builder.Copy(node, inputs) : null);
        var names = new HashSet<string>(used.Nodes.Where(node => node.Kind == OpKind.Parameter).Select(node => node.Name));
        var numbers = Numbers(used);
        return used with
        {
            Parameters = used.Parameters.Where(parameter => names.Contains(parameter.Name)).ToEquatableArray(),
            Numbers = used.Numbers.Where(numbers.Contains).ToEquatableArray(),
        };

        // A buffer that is assigned is declared, read or not.
        bool IsKept(Node node) => node.Kind == OpKind.Parameter && kept.Contains(node.Name);
    }

    private static HashSet<string> Numbers(Graph graph)
    {
        var names = new HashSet<string>();
        ControlFlow.TransformRecursively(graph, body =>
        {
            names.UnionWith(body.Nodes.Where(node => node.Kind == OpKind.HostScalar).Select(node => node.Name));
            return body;
        });
        return names;
    }
}
