using ModelGen.Generator.IR;

namespace ModelGen.Generator.Operations;

/// <summary>What an expression stands for while a graph is made of it.</summary>
internal abstract record SymbolicValue
{
    /// <summary>What it is, for messages.</summary>
    public abstract string What { get; }
}

/// <summary>A tensor, as a node of the graph.</summary>
internal sealed record TensorValue(Node Node) : SymbolicValue
{
    public override string What => $"a tensor {Node.Type.Shape}";
}

/// <summary>A number that is known now; its dimension form when it is whole.</summary>
internal sealed record NumberValue(double Number) : SymbolicValue
{
    public override string What => $"the number {GraphText.Number(Number)}";
}

/// <summary>A dimension: a symbol, or arithmetic of such.</summary>
internal sealed record DimValue(Dim Dim) : SymbolicValue
{
    public override string What => $"the dimension {Dim}";
}

/// <summary>A constant of another type: text, a truth value.</summary>
internal sealed record ConstantValue(object? Constant) : SymbolicValue
{
    public override string What => $"the constant {Constant ?? "null"}";
}

/// <summary>A tuple, or the elements of an array.</summary>
internal sealed record TupleValue(IReadOnlyList<SymbolicValue> Items) : SymbolicValue
{
    public override string What => $"{Items.Count} values";
}

/// <summary>A function on scalars, ready to be applied to each element of tensors.</summary>
internal sealed record FunctionValue(string Name, Func<GraphBuilder, IReadOnlyList<Node>, Node> Apply) : SymbolicValue
{
    public override string What => $"the function {Name}";
}
