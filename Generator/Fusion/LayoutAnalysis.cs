using ModelGen.Generator.Indexing;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Fusion;

/// <summary>
/// Whether a kernel can read a value that is not in memory. A tree of elementwise and movement operations becomes scalars over affine
/// indices, and an operand of a product a strided access; what is neither must be stored first. <see cref="MaterializedNodes"/> asks this
/// of what will be stored, and lowering of what is, so lowering meets nothing that is not legal.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="isStored">Whether a node's value is in memory.</param>
/// <param name="movedFold">The fold that is movement, because the kernel's space is split along its windows.</param>
internal sealed class LayoutAnalysis(Graph graph, Func<Node, bool> isStored, int? movedFold = null)
{
    /// <summary>
    /// What must be stored before a kernel can compute a value from its operands: the value itself, or an operand; null where nothing must.
    /// </summary>
    public Node? ToStore(Node value) => value.Class switch
    {
        OpClass.Elementwise => null,
        OpClass.Movement when value.Kind.Has(OpTraits.HasIndexedRows) => Table(value) is null ? Operand(value) : null,
        OpClass.Movement when value.Kind == OpKind.Reshape => CanReshape(value) ? null : Operand(value),
        OpClass.Movement => null,
        OpClass.Source when value.Kind is OpKind.Constant or OpKind.HostScalar or OpKind.DimValue or OpKind.Iota or OpKind.Random => null,
        OpClass.Reduction when value.Id == movedFold => null,
        _ => value,
    };

    private bool CanReshape(Node reshape) => isStored(Operand(reshape)) || Coordinates(reshape) is not null;

    /// <summary>The operands of a product that must be stored before it can read them.</summary>
    public IEnumerable<Node> OperandsToStore(Node product)
        => Enumerable.Range(0, product.Inputs.Count).Where(number => Find(product, number) is null)
            .Select(number => graph[product.Inputs[number]]);

    /// <summary>The stored tensor whose rows are read; a reshape of a dense one is dense.</summary>
    public Node? Table(Node rows)
    {
        var table = Operand(rows);
        while (!isStored(table) && table.Kind == OpKind.Reshape) table = Operand(table);
        return isStored(table) ? table : null;
    }

    /// <summary>For each axis of a reshape's operand the axis that it becomes, see <see cref="UnitAxes.Match"/>.</summary>
    public IReadOnlyList<int>? Coordinates(Node reshape) => UnitAxes.Match(Operand(reshape).Type.Shape, reshape.Type.Shape);

    /// <summary>The memory access of an operand of a product.</summary>
    public ProductOperand Access(Node product, int number) => Find(product, number) ?? throw Illegal(graph[product.Inputs[number]]);

    /// <summary>Fails for a value that a kernel cannot compute, which materialization has stored.</summary>
    public void Require(Node value)
    {
        if (ToStore(value) is { } missing) throw Illegal(missing);
    }

    private ProductOperand? Find(Node product, int number)
        => OperandLowering.Lower(graph, graph[product.Inputs[number]], product.Type.Shape,
            isTermLast: number == 0 ? !product.Product.TransposeA : product.Product.TransposeB, isStored);

    private Node Operand(Node node) => graph[node.Inputs[0]];

    private static InvalidOperationException Illegal(Node missing)
        => new($"%{missing.Id} ({missing.Kind.Row().Name}) must be stored before a kernel reads it");
}
