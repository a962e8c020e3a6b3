namespace ModelGen.Generator.IR;

/// <summary>
/// How a call finds its symbols from the number of elements of each input: an input in which one symbol is unknown gives it, if one of its
/// dimensions is a line over that symbol and no other mentions it; an input in which all are known is checked.
/// </summary>
internal sealed class SymbolPlan
{
    private SymbolPlan(IReadOnlyList<SymbolStep> steps, IReadOnlyList<string> unsolved) => (Steps, Unsolved) = (steps, unsolved);

    public IReadOnlyList<SymbolStep> Steps { get; }

    /// <summary>The symbols that numbers of elements do not tell, so that the caller must.</summary>
    public IReadOnlyList<string> Unsolved { get; }

    /// <param name="inputs">The call's inputs.</param>
    /// <param name="known">Symbols that the constructor has fixed, and the whole numbers of the call.</param>
    public static SymbolPlan Create(IReadOnlyList<InputInfo> inputs, IReadOnlyList<string> known)
    {
        var bound = new HashSet<string>(known);
        var steps = new List<SymbolStep>();
        var open = inputs.ToList();
        while (open.Select(Solved).FirstOrDefault(step => step is not null) is { } next)
        {
            steps.Add(next);
            bound.Add(next.Symbol!);
            open.Remove(next.Input);
        }

        var unsolved = open.SelectMany(Unknown).Distinct().ToList();
        steps.AddRange(open.Select(input => new SymbolStep(input, null, input.Type.Shape.Size, Dim.Zero)));
        return new(steps, unsolved);

        List<string> Unknown(InputInfo input)
            => input.Type.Shape.Dims.SelectMany(dim => dim.Symbols).Distinct().Where(symbol => !bound.Contains(symbol)).ToList();

        SymbolStep? Solved(InputInfo input) => Unknown(input) is [var symbol] ? Step(input, symbol) : null;
    }

    /// <summary>How the number of elements tells a symbol; null where it does not.</summary>
    private static SymbolStep? Step(InputInfo input, string symbol)
    {
        var mentioning = input.Type.Shape.Dims.Where(dim => dim.Symbols.Contains(symbol)).ToList();
        if (mentioning is not [var own] || DimLine.Match(own, symbol) is not { } line) return null;
        var rest = Shape.Of(input.Type.Shape.Dims.Where(dim => !dim.Symbols.Contains(symbol))).Size;
        return new(input, symbol, rest * line.Slope, rest * line.Offset);
    }
}

/// <summary>
/// Finds <see cref="Symbol"/>: each unit of it takes <see cref="Elements"/>, after <see cref="Offset"/> that are there in any case. Without
/// a symbol, the number must be <see cref="Elements"/>.
/// </summary>
internal sealed record SymbolStep(InputInfo Input, string? Symbol, Dim Elements, Dim Offset);
