using ModelGen.Generator.Analysis;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>
/// What one launch computes, apart from where its values lie: tensors are numbered arguments, numbers of the host are numbered scalars, so
/// that equal kernels of different programs are one. In the programs of <see cref="Body"/>, <see cref="LoadInstruction.Node"/> is the
/// number of an argument and <see cref="HostInstruction.Node"/> that of a scalar.
/// </summary>
/// <param name="Name">Made of the user's names; unique within a model.</param>
/// <param name="Scalars">The numbers that the host passes.</param>
/// <param name="Symbols">The symbols that the host must pass, in ordinal order.</param>
/// <param name="Formulas">What it computes in plain notation, for the reader.</param>
/// <param name="OperationNames">The names of the operations, in their order.</param>
internal sealed record Kernel(
    string Name,
    EquatableArray<KernelArgument> Arguments,
    EquatableArray<KernelScalar> Scalars,
    KernelBody Body,
    EquatableArray<string> Symbols,
    EquatableArray<string> Formulas,
    EquatableArray<string> OperationNames)
{
    private const int MostSources = 8;

    /// <summary>The expressions that it is for, in any of its uses.</summary>
    public EquatableArray<KernelSource> Sources { get; init; }

    /// <summary>Lines for its reader: which expressions it is for, then what it computes.</summary>
    public IEnumerable<string> Remarks
        => Sources.Take(MostSources).Select(source => source.ToString())
            .Concat(Sources.Count > MostSources ? [$"and of {GraphText.Number(Sources.Count - MostSources)} more"] : [])
            .Concat(Formulas);

    /// <summary>The float types of its values: one, or none where it moves whole numbers alone, or those that it converts.</summary>
    public IEnumerable<ElementType> Floats => Arguments.Select(argument => argument.Type).Concat(Scalars.Select(scalar => scalar.Type))
        .Concat(Body.Phases.SelectMany(phase => phase.Program.Instructions).Select(instruction => instruction.Type))
        .Where(type => type.IsFloat()).Distinct();

    /// <summary>Whether an argument is a write-only buffer, which may hold temporaries of its type before it is written.</summary>
    public bool IsScratch(int argument, ElementType type) => !Arguments[argument].IsRead && Arguments[argument].Type == type;

    /// <summary>The type in which a product is summed up: that of its operands.</summary>
    public ElementType ProductType(ContractionBody product) => Arguments[product.Left.Argument].Type;
}

/// <summary>A tensor that a kernel touches. An element that is read and written is read only at the point that writes it.</summary>
internal sealed record KernelArgument(string Name, ElementType Type, bool IsRead, bool IsWritten);

/// <summary>A number that the host passes to a kernel.</summary>
internal sealed record KernelScalar(ElementType Type);

/// <summary>The loops of a kernel over <see cref="Space"/>.</summary>
internal abstract record KernelBody(Shape Space)
{
    public abstract EquatableArray<Phase> Phases { get; }

    /// <summary>Every dimension that the code mentions.</summary>
    public virtual IEnumerable<Dim> Dims => Space.Dims.Concat(Phases.SelectMany(phase => phase.Dims));
}

/// <summary>
/// A loop nest over rows (the first <see cref="RowRank"/> axes of the space, which are parallel) and, within a row, over the other axes in
/// order. The phases run one after the other in each row; a reduction's result is in a register for the later phases.
/// </summary>
internal sealed record LoopNestBody(LoopNestKind Kind, Shape Space, int RowRank, EquatableArray<Phase> Steps) : KernelBody(Space)
{
    public override EquatableArray<Phase> Phases => Steps;

    public Shape RowShape => Shape.Of(Space.Dims.Take(RowRank));

    public Shape InnerShape => Shape.Of(Space.Dims.Skip(RowRank));
}

/// <summary>Which axis is contiguous in memory; it decides the loop structure of the backends.</summary>
internal enum LoopNestKind
{
    /// <summary>One phase without reductions; no axis is kept, all are inner.</summary>
    Map,

    /// <summary>Reductions of the trailing axes of what is read: a row is contiguous.</summary>
    Row,

    /// <summary>A reduction of other axes: neighbours in memory are neighbouring rows.</summary>
    Column,
}

/// <summary>
/// For each place [batch.., m, n] of the space the sum over k below <see cref="Inner"/> of Left[m, k] Right[k, n], as register 0 of the
/// epilogue; but for what <see cref="Triangle"/> leaves out.
/// </summary>
internal sealed record ContractionBody(Shape Space, Dim Inner, ProductOperand Left, ProductOperand Right, Phase Epilogue, Triangle Triangle)
    : KernelBody(Space)
{
    public override EquatableArray<Phase> Phases => [Epilogue];

    public override IEnumerable<Dim> Dims => base.Dims.Append(Inner).Concat(Left.Dims).Concat(Right.Dims);
}

/// <summary>
/// An operand of a product, as it lies in memory. <see cref="FreeAxes"/> are the axes that its rows (of the left one; the columns of the
/// right one) stand for, in row-major order, <see cref="ContractedAxes"/> those that are summed over. Index and bounds run along the
/// batches, the places, the terms; outside of the bounds <see cref="Within"/> an element is 0. <see cref="Certain"/> always holds: it tells
/// where the axes end along which windows slide.
/// </summary>
internal sealed record ProductOperand(int Argument, Shape FreeAxes, Shape ContractedAxes, AffineIndex Index, EquatableArray<Bounds> Within,
    EquatableArray<Bounds> Certain)
{
    /// <summary>The number of batch axes of the index.</summary>
    public int Batches => Index.Coefficients.Count - FreeAxes.Rank - ContractedAxes.Rank;

    /// <summary>Whether it is a matrix of two strides, which starts anew for each batch.</summary>
    public bool IsMatrix => FreeAxes.Rank == 1 && ContractedAxes.Rank == 1 && Within.Count == 0;

    /// <summary>The stride in elements along the last free axis.</summary>
    public Dim FreeStride => Index.Coefficients[Batches + FreeAxes.Rank - 1];

    /// <summary>The stride in elements along the last contracted axis.</summary>
    public Dim ContractedStride => Index.Coefficients[Index.Coefficients.Count - 1];

    public IEnumerable<AffineIndex> Indices => Within.Concat(Certain).Select(bounds => bounds.Index).Prepend(Index);

    public IEnumerable<Dim> Dims
        => FreeAxes.Dims.Concat(ContractedAxes.Dims).Concat(Index.Dims).Concat(Within.Concat(Certain).SelectMany(bounds => bounds.Dims));
}

/// <summary>
/// A scalar program that runs at each point of the space or once per row (<see cref="PerRow"/>, inner coordinates 0), with its reductions
/// over the row and its stores. If it <see cref="StopsAtDiagonal"/>, the places of a row that are after the one of its number need not be
/// walked: its reductions have nothing from there, and what it stores there is <see cref="Store.BeyondDiagonal"/>.
/// </summary>
internal sealed record Phase(bool PerRow, ScalarProgram Program, EquatableArray<KernelReduction> Reductions, EquatableArray<Store> Stores,
    bool StopsAtDiagonal = false)
{
    public IEnumerable<Dim> Dims
        => Program.Instructions.SelectMany(instruction => instruction.Dims).Concat(Stores.SelectMany(store => store.Dims));
}

/// <summary>
/// Reduces the instruction <see cref="Value"/> over a row into a register: ReduceSum, ReduceMaximum or ArgMax (the inner coordinate).
/// </summary>
internal sealed record KernelReduction(OpKind Kind, int Value, int Register)
{
    /// <summary>The type of what it reduces.</summary>
    public ElementType Type(Phase phase) => phase.Program.Instructions[Value].Type;
}

/// <summary>
/// Writes the instruction <see cref="Value"/> to an element of an argument. With <see cref="Scatter"/>, in the walk of a column kernel, it
/// is added to the element of that row, where there is such a row; all rows begin as 0. If it <see cref="IsCompensated"/>, after the rows
/// stand as many others, which hold what rounding has added too much to each. <see cref="BeyondDiagonal"/> is what is stored after the
/// place of a row's number, if its phase does not walk there; null if nothing is wanted there.
/// </summary>
internal sealed record Store(int Argument, AffineIndex Index, int Value, IndexedRows? Scatter = null, bool IsCompensated = false,
    double? BeyondDiagonal = null)
{
    /// <summary>The number of rows that a scatter zeroes and adds to.</summary>
    public Dim FilledRows => IsCompensated ? Scatter!.Count * 2 : Scatter!.Count;

    public IEnumerable<Dim> Dims => Scatter is null ? Index.Dims : Index.Dims.Concat(Scatter.Dims);
}
