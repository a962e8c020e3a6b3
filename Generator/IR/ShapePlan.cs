namespace ModelGen.Generator.IR;

/// <summary>
/// How symbols are found from the shapes of inputs: one that is a whole dimension is read there; any other from a dimension in which it is
/// the only unknown one and which is a line over it, by division.
/// </summary>
internal sealed class ShapePlan
{
    private ShapePlan(IReadOnlyList<ShapeStep> steps, IReadOnlyList<string> unsolved) => (Steps, Unsolved) = (steps, unsolved);

    /// <summary>The symbols in an order in which each can be found; those that are whole dimensions come first.</summary>
    public IReadOnlyList<ShapeStep> Steps { get; }

    /// <summary>The symbols that the shapes do not tell.</summary>
    public IReadOnlyList<string> Unsolved { get; }

    /// <param name="inputs">The inputs.</param>
    /// <param name="known">Symbols that something else gives.</param>
    public static ShapePlan Create(IReadOnlyList<InputInfo> inputs, IEnumerable<string> known)
    {
        var bound = new HashSet<string>(known);
        var candidates = inputs.SelectMany(input => input.Type.Shape.Dims.Select((dim, axis) => (Input: input, Axis: axis, Dim: dim)))
            .ToList();
        var steps = new List<ShapeStep>();
        foreach (var (input, axis, dim) in candidates)
        {
            if (dim.Symbols is [var symbol] && dim == Dim.Symbol(symbol) && bound.Add(symbol))
                steps.Add(new(input, axis, new(symbol, 1, 0)));
        }

        while (candidates.Select(Line).FirstOrDefault(step => step is not null) is { } next)
        {
            steps.Add(next);
            bound.Add(next.Line.Symbol);
        }

        return new(steps, candidates.SelectMany(candidate => Unknown(candidate.Dim)).Distinct().ToList());

        IEnumerable<string> Unknown(Dim dim) => dim.Symbols.Where(symbol => !bound.Contains(symbol));

        ShapeStep? Line((InputInfo Input, int Axis, Dim Dim) candidate)
            => Unknown(candidate.Dim).ToList() is [var symbol] && DimLine.Match(candidate.Dim, symbol) is { } line
                ? new(candidate.Input, candidate.Axis, line) : null;
    }
}

/// <summary>Finds the symbol of <see cref="Line"/> from an axis of an input.</summary>
internal sealed record ShapeStep(InputInfo Input, int Axis, DimLine Line);
