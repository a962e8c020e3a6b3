using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// One value of the graph. <see cref="Id"/> is its index in <see cref="Graph.Nodes"/>; inputs are ids of earlier nodes.
/// </summary>
internal sealed record Node(int Id, OpKind Kind, EquatableArray<int> Inputs, OpArguments Arguments, TensorType Type, string? Label = null)
{
    // Nodes of one graph differ by their ids.
    public override int GetHashCode() => Id;
}

/// <summary>The attributes of an operation. Each kind uses some of these; <see cref="OpTable"/> says which.</summary>
internal sealed record OpArguments
{
    public static OpArguments None { get; } = new();

    public string? Name { get; init; }

    /// <summary>The type of the elements, of primitives with <see cref="OpTraits.HasElement"/>.</summary>
    public ElementType? Element { get; init; }

    public double Value { get; init; }

    /// <summary>Axes, counted from 0; never negative inside the graph.</summary>
    public EquatableArray<int> Axes { get; init; }

    public bool Keep { get; init; }

    /// <summary>ReduceMaximum: on ties only the first maximum receives the gradient; otherwise equal elements share it.</summary>
    public bool First { get; init; }

    public EquatableArray<Dim> Dims { get; init; }

    public Dim Start { get; init; }

    public Dim End { get; init; }

    public bool TransposeA { get; init; }

    public bool TransposeB { get; init; }

    /// <summary>The graphs that a loop or a branch runs; their inputs are the node's operands, in order.</summary>
    public EquatableArray<Graph> Bodies { get; init; }

    /// <summary>
    /// The trip count of a loop. <see cref="Name"/> is the symbol of its index, which counts from 0, or down to 0 when
    /// <see cref="Reverse"/>.
    /// </summary>
    public Dim Count { get; init; }

    public bool Reverse { get; init; }

    /// <summary>The number of loop-carried values: the last operands and the first results of a loop.</summary>
    public int Carried { get; init; }

    /// <summary>Which result of a loop or a branch a part is.</summary>
    public int Number { get; init; }
}
