namespace ModelGen.Generator.IR;

/// <summary>
/// How symbols are found from the shapes of inputs: one that is a whole dimension is read there; any other from a dimension in which it is
/// the only unknown one and which is a line over it, by division.
/// </summary>
internal sealed class ShapePlan
{
    private readonly List<ShapeStep> _steps = [];
    private readonly HashSet<string> _bound;

    private ShapePlan(IEnumerable<string> known) => _bound = new(known);

    /// <summary>The symbols in an order in which each can be found; those that are whole dimensions come first.</summary>
    public IReadOnlyList<ShapeStep> Steps => _steps;

    /// <summary>The symbols that the shapes do not tell.</summary>
    public IReadOnlyList<string> Unsolved { get; private set; } = [];

    /// <param name="inputs">The inputs.</param>
    /// <param name="known">Symbols that something else gives.</param>
    public static ShapePlan Create(IReadOnlyList<InputInfo> inputs, IEnumerable<string> known)
    {
        var plan = new ShapePlan(known);
        var axes = inputs.SelectMany(input => input.Type.Shape.Dims.Select((_, axis) => (input, axis))).ToList();
        foreach (var (input, axis) in axes) plan.AddWhole(input, axis);
        while (axes.Select(place => plan.Line(place.input, place.axis)).FirstOrDefault(step => step is not null) is { } next)
            plan.Add(next);
        plan.Unsolved = axes.SelectMany(place => plan.Unknown(place.input.Type.Shape[place.axis])).Distinct().ToList();
        return plan;
    }

    private void AddWhole(InputInfo input, int axis)
    {
        var dim = input.Type.Shape[axis];
        if (dim.Symbols is [var symbol] && dim == Dim.Symbol(symbol) && !_bound.Contains(symbol))
            Add(new(input, axis, new(symbol, 1, 0)));
    }

    private void Add(ShapeStep step)
    {
        _steps.Add(step);
        _bound.Add(step.Line.Symbol);
    }

    private IEnumerable<string> Unknown(Dim dim) => dim.Symbols.Where(symbol => !_bound.Contains(symbol));

    private ShapeStep? Line(InputInfo input, int axis)
        => Unknown(input.Type.Shape[axis]).ToList() is [var symbol] && DimLine.Match(input.Type.Shape[axis], symbol) is { } line
            ? new(input, axis, line)
            : null;
}

/// <summary>Finds the symbol of <see cref="Line"/> from an axis of an input.</summary>
internal sealed record ShapeStep(InputInfo Input, int Axis, DimLine Line);
