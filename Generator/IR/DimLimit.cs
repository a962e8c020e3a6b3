namespace ModelGen.Generator.IR;

/// <summary>
/// What a call asks of an index, of a bound or of a size that only the call decides: it is checked before anything runs that uses it. In
/// the graph of a loop's or a branch's body it holds for each iteration, and where the body runs at all.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Least">The least that it may be.</param>
/// <param name="Most">The greatest; null where it has no upper limit.</param>
/// <param name="Size">The size that limits it, for the message.</param>
/// <param name="What">The expression and what the number is in it, such as <c>x[i]: the index i</c>.</param>
/// <param name="Where">What has the size, such as <c>axis 0 of [T, 3]</c>.</param>
/// <param name="IsOfLoss">Whether Loss asks for it, and Forward alone does not.</param>
internal sealed record DimLimit(Dim Value, Dim Least, Dim? Most, Dim Size, string What, string Where, bool IsOfLoss = false)
{
    /// <summary>All dimensions in it.</summary>
    public IEnumerable<Dim> Dims => Most is { } most ? [Value, Least, most, Size] : [Value, Least];

    /// <summary>Whether each call meets it.</summary>
    /// <param name="ranges">What the symbols can be.</param>
    public bool IsMet(DimRanges ranges) => ranges.IsProven(Value - Least) && (Most is not { } most || ranges.IsProven(most - Value));

    /// <summary>Whether no call meets it.</summary>
    /// <param name="ranges">What the symbols can be.</param>
    public bool IsNeverMet(DimRanges ranges)
        => ranges.IsProven(Least - Value - 1) || (Most is { } most && ranges.IsProven(Value - most - 1));

    /// <summary>The same with other symbols.</summary>
    public DimLimit Substitute(IReadOnlyDictionary<string, Dim> values, DimRanges ranges) => this with
    {
        Value = Value.Substitute(values, ranges),
        Least = Least.Substitute(values, ranges),
        Most = Most?.Substitute(values, ranges),
        Size = Size.Substitute(values, ranges),
    };

    /// <summary>What is wrong where no call meets it.</summary>
    public string Fault => Most is { } most
        ? $"{What} is {Value}; it must be in {Least}..{most}, for {Where} has {Size}"
        : $"{What} is {Value}; it must be {Least} or more";
}
