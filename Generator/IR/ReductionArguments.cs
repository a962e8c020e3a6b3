using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>A reduction over axes.</summary>
/// <param name="Axes">The axes.</param>
/// <param name="Keep">Whether they stay, as 1.</param>
/// <param name="First">
/// ReduceMaximum: on ties only the first maximum receives the gradient; otherwise equal elements share it.
/// </param>
internal sealed record ReductionArguments(EquatableArray<int> Axes, bool Keep = false, bool First = false) : OpArguments
{
    private const string FirstWord = "first";

    public static ArgumentFamily<ReductionArguments> Family { get; }
        = new(line => new(line.Axes(), line.Try(ArgumentText.Keep), line.Try(FirstWord)));

    public override IEnumerable<string> Words() =>
        [.. ArgumentText.OfAxes(Axes), .. ArgumentText.Flag(ArgumentText.Keep, Keep), .. ArgumentText.Flag(FirstWord, First)];

    public override IEnumerable<int> AllAxes() => Axes;
}

/// <summary>A scatter of rows.</summary>
/// <param name="Rows">The number of rows of the result.</param>
/// <param name="IsCompensated">Whether as many rows follow, of what rounding has added too much to each.</param>
internal sealed record ScatterArguments(Dim Rows, bool IsCompensated = false) : OpArguments
{
    public static ArgumentFamily<ScatterArguments> Family { get; } = new(line =>
    {
        var isCompensated = line.Try(ArgumentText.Keep);
        return new(line.SingleDim(), isCompensated);
    });

    public override IEnumerable<string> Words()
        => [.. ArgumentText.Flag(ArgumentText.Keep, IsCompensated), .. ArgumentText.OfDims(Rows)];

    public override IEnumerable<Dim> AllDims() => [Rows];

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Rows = map(Rows) };
}

/// <summary>A matrix product.</summary>
/// <param name="TransposeA">Whether the last two axes of the left operand are swapped.</param>
/// <param name="TransposeB">Whether those of the right one are.</param>
internal sealed record ProductArguments(bool TransposeA, bool TransposeB) : OpArguments
{
    private const string Left = "transpose_a", Right = "transpose_b";

    public static ArgumentFamily<ProductArguments> Family { get; } = new(line => new(line.Try(Left), line.Try(Right)));

    public override IEnumerable<string> Words() => [.. ArgumentText.Flag(Left, TransposeA), .. ArgumentText.Flag(Right, TransposeB)];
}
