using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>What an expression of Forward stands for while it is compiled.</summary>
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

/// <summary>A dimension: an int parameter of the constructor, or arithmetic of such.</summary>
internal sealed record DimValue(Dim Dim) : SymbolicValue
{
    public override string What => $"the dimension {Dim}";
}

/// <summary>A constant of another type: text, a truth value.</summary>
internal sealed record ConstantValue(object? Constant) : SymbolicValue
{
    public override string What => $"the constant {Constant}";
}

/// <summary>A tuple, or the elements of an array.</summary>
internal sealed record TupleValue(IReadOnlyList<SymbolicValue> Items) : SymbolicValue
{
    public override string What => $"{Items.Count} values";
}

/// <summary>A module that a field holds: its graph with its constructor's arguments.</summary>
internal sealed record ModuleValue(IFieldSymbol Field, string Prefix, Graph Graph, IReadOnlyDictionary<string, Dim> Arguments) : SymbolicValue
{
    public override string What => $"the module {Field.Name}";

    /// <summary>The module with a value for one more of its symbols.</summary>
    public ModuleValue With(string symbol, Dim value)
        => this with { Arguments = new Dictionary<string, Dim>(Arguments.ToDictionary(item => item.Key, item => item.Value)) { [symbol] = value } };
}

/// <summary>A function on scalars, ready to be applied to each element of tensors.</summary>
internal sealed record FunctionValue(string Name, Func<GraphBuilder, IReadOnlyList<Node>, Node> Apply) : SymbolicValue
{
    public override string What => $"the function {Name}";
}

/// <summary>The model or module itself.</summary>
internal sealed record SelfValue : SymbolicValue
{
    public override string What => "this";
}
