using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// One value of a <see cref="ScalarProgram"/>: what a kernel computes at one point of its iteration space. Instructions are equal when they
/// compute the same, so that a program holds each once.
/// </summary>
internal abstract record ScalarInstruction(ElementType Type)
{
    /// <summary>The dimensions that its code mentions.</summary>
    public virtual IEnumerable<Dim> Dims => [];

    /// <summary>Cycles of a vector of eight floats; those of an <see cref="OpFunction"/> where it applies one.</summary>
    public abstract double Cycles { get; }

    /// <summary>The operands, as instruction numbers.</summary>
    public virtual EquatableArray<int> Sources => [];

    /// <summary>The same instruction with other operands.</summary>
    public virtual ScalarInstruction WithSources(Func<int, int> source) => this;
}

/// <summary>A number known at compile time.</summary>
internal sealed record ConstantInstruction(double Value, ElementType Type) : ScalarInstruction(Type)
{
    public override double Cycles => 0;
}

/// <summary>A number that the host computes for each call: the value of a rank-0 node of the graph.</summary>
internal sealed record HostInstruction(int Node, ElementType Type) : ScalarInstruction(Type)
{
    public override double Cycles => 0;
}

/// <summary>A value that an earlier phase reduced, or the product of a contraction.</summary>
internal sealed record RegisterInstruction(int Register, ElementType Type) : ScalarInstruction(Type)
{
    public override double Cycles => 0;
}

/// <summary>
/// An element of a stored value of the graph: that at <see cref="Index"/>, of one of its <see cref="Rows"/> where it is read by rows.
/// Outside <see cref="Within"/>, and where there is no such row, it is 0 and memory is not touched.
/// </summary>
internal sealed record LoadInstruction(
    int Node, AffineIndex Index, EquatableArray<Bounds> Within, ElementType Type, IndexedRows? Rows = null) : ScalarInstruction(Type)
{
    public override double Cycles => Rows is null ? 1 : 16;

    public override IEnumerable<Dim> Dims => [.. Index.Dims, .. Within.SelectMany(bounds => bounds.Dims), .. Rows?.Dims ?? []];

    public override EquatableArray<int> Sources => Rows is null ? [] : [Rows.Number];

    public override ScalarInstruction WithSources(Func<int, int> source)
        => Rows is null ? this : this with { Rows = Rows with { Number = source(Rows.Number) } };
}

/// <summary>Rows of a tensor, <see cref="Stride"/> elements apart, of which the Int32 instruction <see cref="Number"/> says one.</summary>
internal sealed record IndexedRows(int Number, Dim Count, Dim Stride)
{
    public IEnumerable<Dim> Dims => [Count, Stride];
}

/// <summary>An index of the iteration space, as an Int32.</summary>
internal sealed record IndexInstruction(AffineIndex Index) : ScalarInstruction(ElementType.Int32)
{
    public override double Cycles => 0;

    public override IEnumerable<Dim> Dims => Index.Dims;
}

/// <summary>A uniform number in [0, 1), determined by the index, the stream, the loop iteration, the step and the seed.</summary>
internal sealed record RandomInstruction(AffineIndex Index, int Stream, Dim Iteration, ElementType Type) : ScalarInstruction(Type)
{
    public override double Cycles => 60;

    /// <summary>The symbols that the executor knows: the model's seed, and a number that changes from call to call.</summary>
    public static readonly Dim Seed = Dim.Symbol("?seed");

    public static readonly Dim Step = Dim.Symbol("?step");

    public override IEnumerable<Dim> Dims => Index.Dims.Concat([Iteration, Seed, Step]);
}

/// <summary>Whether the point is within bounds.</summary>
internal sealed record BoundsInstruction(Bounds Bounds) : ScalarInstruction(ElementType.Bool)
{
    public override double Cycles => 0;

    public override IEnumerable<Dim> Dims => Bounds.Dims;
}

/// <summary>
/// An elementwise primitive of the graph, applied to earlier instructions. An error function's second operand, if it has one, is e^(-x²).
/// </summary>
internal sealed record ComputeInstruction(OpKind Op, EquatableArray<int> Operands, ElementType Type) : ScalarInstruction(Type)
{
    public override double Cycles => Op == OpKind.Erf && Operands.Count == 2 ? 20 : Op.Function().Cycles;

    public override EquatableArray<int> Sources => Operands;

    public override ScalarInstruction WithSources(Func<int, int> source) => this with { Operands = Operands.Map(source) };
}
