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
internal sealed class ReshapeSinking
{
    private readonly GraphBuilder _builder;

    /// <summary>The new nodes that the kernel of a matmul or a fold can compute: the operation itself and its epilogue.</summary>
    private readonly HashSet<int> _fusible = [];

    private ReshapeSinking(GraphBuilder builder) => _builder = builder;

    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(IsProduct)) return graph;
        ReshapeSinking? pass = null;
        return DeadNodes.Run(Rewrite.Rebuild(graph, (builder, node, inputs) => (pass ??= new(builder)).Visit(node, inputs)));
    }

    private Node Visit(Node node, IReadOnlyList<Node> inputs)
    {
        if (node.Class == OpClass.Elementwise && node.Type.Element != ElementType.Bool && FindProduct(inputs) is { } product
            && inputs.All(input => CanMove(input, node.Type.Shape))) return ComputeInShape(node, inputs, product.Type.Shape);
        var copy = _builder.Copy(node, inputs);
        if (IsProduct(node) || IsEpilogue(node, inputs)) _fusible.Add(copy.Id);
        return copy;
    }

    private bool IsEpilogue(Node node, IReadOnlyList<Node> inputs)
        => node.Class == OpClass.Elementwise
            && inputs.Any(input => _fusible.Contains(input.Id) && input.Type.Shape == node.Type.Shape);

    private Node ComputeInShape(Node node, IReadOnlyList<Node> inputs, Shape shape)
    {
        var inner = _builder.Add(node.Kind, [.. inputs.Select(input => OperandInShape(input, shape))], node.Arguments);
        _fusible.Add(inner.Id);
        var result = _builder.Reshape(inner, node.Type.Shape);
        if (node.Label is { } label) _builder.Label(result, label);
        return result;
    }

    /// <summary>The latest matmul, fold or epilogue operation that is an operand behind a reshape.</summary>
    private Node? FindProduct(IReadOnlyList<Node> operands)
    {
        Node? product = null;
        foreach (var operand in operands)
        {
            if (!BooleanRematerialization.IsTruth(operand)) product = LaterProduct(product, operand);
            else foreach (var id in operand.Inputs) product = LaterProduct(product, _builder.Nodes[id]);
        }

        return product;
    }

    /// <summary>What an operand reshapes, where that can be a host later than the one that is known.</summary>
    private Node? LaterProduct(Node? product, Node operand)
    {
        if (operand.Kind != OpKind.Reshape) return product;
        var source = _builder.Nodes[operand.Inputs[0]];
        return source.Id > (product?.Id ?? -1) && _fusible.Contains(source.Id)
            && UnitAxes.Match(source.Type.Shape, operand.Type.Shape) is null
            ? source
            : product;
    }

    private bool CanMove(Node operand, Shape shape)
        => BooleanRematerialization.Leaves(_builder, operand) is { } leaves
            && leaves.All(leaf => leaf.Type.Rank == 0 || IsMovable(leaf, shape));

    private bool IsMovable(Node operand, Shape shape)
    {
        if (operand.Type.Shape != shape) return false;
        return BooleanRematerialization.IsTruth(operand)
            || (operand.Kind == OpKind.Reshape ? _builder.Nodes[operand.Inputs[0]] : operand).Class is OpClass.Elementwise
                or OpClass.Reduction or OpClass.Contraction;
    }

    // Booleans are never stored: they are recomputed at each use.
    private Node OperandInShape(Node operand, Shape shape)
        => BooleanRematerialization.Rematerialize(_builder, operand, numbers => ReshapeOperand(numbers, shape));

    private Node ReshapeOperand(Node operand, Shape shape)
    {
        if (operand.Type.Rank == 0) return operand;
        var source = operand.Kind == OpKind.Reshape ? _builder.Nodes[operand.Inputs[0]] : operand;
        return source.Type.Shape == shape ? source : _builder.Reshape(source, shape);
    }

    private static bool IsProduct(Node node) => node.Class == OpClass.Contraction || node.Kind == OpKind.Fold;
}
