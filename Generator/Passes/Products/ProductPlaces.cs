using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Canonical;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Products;

/// <summary>
/// An elementwise operation that has the result of a product, or of a fold, among its operands, reshaped, is done in the shape of that, and
/// its result reshaped: so it rides on the kernel of the product. Its other operands are reshaped for it, for they lie dense in memory or
/// are computed densely. Unlike an identity this is done once, in the graph's order: the last product that an operation can ride on is the
/// one.
/// </summary>
internal sealed class ProductPlaces
{
    private readonly GraphBuilder _builder;

    /// <summary>The new nodes that a product's or a fold's kernel can compute: these, and operations on those.</summary>
    private readonly HashSet<int> _placed = [];

    private ProductPlaces(GraphBuilder builder) => _builder = builder;

    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(IsHost)) return graph;
        ProductPlaces? places = null;
        return DeadNodes.Run(Rewrite.Run(graph, (builder, node, inputs) => (places ??= new(builder)).Visit(node, inputs)));
    }

    private Node Visit(Node node, IReadOnlyList<Node> inputs)
    {
        if (node.Kind.Row().Class == OpClass.Elementwise && node.Type.Element != ElementType.Bool && Host(inputs) is { } host
            && inputs.All(input => CanMove(input, node.Type.Shape))) return Moved(node, inputs, host.Type.Shape);
        var copy = _builder.Copy(node, inputs);
        if (IsHost(node)
            || (node.Kind.Row().Class == OpClass.Elementwise
                && inputs.Any(input => _placed.Contains(input.Id) && input.Type.Shape == node.Type.Shape))) _placed.Add(copy.Id);
        return copy;
    }

    private Node Moved(Node node, IReadOnlyList<Node> inputs, Shape shape)
    {
        var inner = _builder.Add(node.Kind, [.. inputs.Select(input => Inner(input, shape))], node.Arguments);
        _placed.Add(inner.Id);
        var result = _builder.Reshape(inner, node.Type.Shape);
        if (node.Label is { } label) _builder.Label(result, label);
        return result;
    }

    /// <summary>The latest of the products, or of the operations on them, that are operands but for a reshape.</summary>
    private Node? Host(IReadOnlyList<Node> operands)
    {
        Node? host = null;
        foreach (var operand in operands)
        {
            if (!IsTruth(operand)) host = Later(host, operand);
            else foreach (var id in operand.Inputs) host = Later(host, _builder.Nodes[id]);
        }

        return host;
    }

    /// <summary>What an operand reshapes, where that can be a host later than the one that is known.</summary>
    private Node? Later(Node? host, Node operand)
    {
        if (operand.Kind != OpKind.Reshape) return host;
        var source = _builder.Nodes[operand.Inputs[0]];
        return source.Id > (host?.Id ?? -1) && _placed.Contains(source.Id) && UnitAxes.Match(source.Type.Shape, operand.Type.Shape) is null
            ? source
            : host;
    }

    private bool CanMove(Node operand, Shape shape)
        => TruthParts.Of(_builder, operand) is { } parts && parts.All(part => part.Type.Rank == 0 || IsMovable(part, shape));

    private bool IsMovable(Node operand, Shape shape)
    {
        if (operand.Type.Shape != shape) return false;
        return IsTruth(operand)
            || (operand.Kind == OpKind.Reshape ? _builder.Nodes[operand.Inputs[0]] : operand).Kind.Row().Class is OpClass.Elementwise
                or OpClass.Reduction or OpClass.Contraction;
    }

    // Truth values are never stored: they are made where they are asked for.
    private Node Inner(Node operand, Shape shape) => TruthParts.Again(_builder, operand, numbers => Reshaped(numbers, shape));

    private Node Reshaped(Node operand, Shape shape)
    {
        if (operand.Type.Rank == 0) return operand;
        var source = operand.Kind == OpKind.Reshape ? _builder.Nodes[operand.Inputs[0]] : operand;
        return source.Type.Shape == shape ? source : _builder.Reshape(source, shape);
    }

    private static bool IsHost(Node node) => node.Kind.Row().Class == OpClass.Contraction || node.Kind == OpKind.Fold;

    private static bool IsTruth(Node node) => node.Type.Element == ElementType.Bool && node.Kind.Row().Class == OpClass.Elementwise;
}
