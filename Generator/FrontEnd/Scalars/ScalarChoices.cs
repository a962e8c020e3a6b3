using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Values that depend on a condition.</summary>
/// <param name="builder">Where their nodes go.</param>
/// <param name="isDifferentiated">Whether the graph is to be differentiated.</param>
internal sealed class ScalarChoices(GraphBuilder builder, bool isDifferentiated)
{
    public GraphBuilder Builder => builder;

    /// <summary>A number as a node; what is no number C# itself refuses.</summary>
    public Node ToNode(SymbolicValue? value) => value switch
    {
        TensorValue tensor => builder.Nodes[tensor.Node.Id],
        NumberValue number => builder.Constant(number.Number),
        DimValue dim => builder.Count(dim.Dim),
        _ => throw new LanguageException(null),
    };

    public static Truth Choose(Truth condition, Truth then, Truth otherwise)
        => then == otherwise ? then : Truth.Or(Truth.And(condition, then), Truth.And(Truth.Not(condition), otherwise));

    public SymbolicValue Choose(Truth condition, SymbolicValue then, SymbolicValue otherwise)
    {
        if (condition is Truth.Known known) return known.Value ? then : otherwise;
        if (then == otherwise) return then;
        if (then is Truth first && otherwise is Truth second) return Choose(condition, first, second);
        return new TensorValue(Truth.Choose(builder, condition, ToNode(then), ToNode(otherwise)));
    }

    /// <summary>
    /// A value as a path sees it that is taken under a condition: itself, but with a gradient of zero where the path is not taken, whatever
    /// the path's own derivative is there, such as the infinite one of log x in <c>x > 0 ? log x : 0</c>. The choice between equals goes
    /// when the graph is simplified.
    /// </summary>
    public SymbolicValue Guarded(Truth condition, SymbolicValue value)
    {
        if (!isDifferentiated || value is not TensorValue { Node.Kind: not (OpKind.Constant or OpKind.HostScalar or OpKind.DimValue) })
            return value;
        var node = ToNode(value);
        return new TensorValue(Truth.Choose(builder, condition, node, builder.Add(OpKind.Detach, node)));
    }
}
