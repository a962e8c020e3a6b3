using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Emit;

/// <summary>
/// How a call finds its symbols from the number of elements of each input: an input in which one symbol is unknown gives it, if that
/// symbol is one of its dimensions; an input in which all are known is checked.
/// </summary>
internal sealed class SymbolPlan
{
    private SymbolPlan(IReadOnlyList<SymbolStep> steps, IReadOnlyList<string> unsolved) => (Steps, Unsolved) = (steps, unsolved);

    public IReadOnlyList<SymbolStep> Steps { get; }

    /// <summary>The symbols that numbers of elements do not tell; tensors, which know their shapes, do.</summary>
    public IReadOnlyList<string> Unsolved { get; }

    /// <param name="inputs">The call's inputs.</param>
    /// <param name="known">Symbols that the constructor has fixed.</param>
    public static SymbolPlan Of(IReadOnlyList<InputInfo> inputs, IReadOnlyList<string> known)
    {
        var bound = new HashSet<string>(known);
        var steps = new List<SymbolStep>();
        var open = inputs.ToList();
        while (open.FirstOrDefault(input => Unknown(input).Count == 1 && Quotient(input, Unknown(input)[0]) is not null) is { } next)
        {
            var symbol = Unknown(next)[0];
            steps.Add(new(next, symbol, Quotient(next, symbol)!.Value));
            bound.Add(symbol);
            open.Remove(next);
        }

        steps.AddRange(open.Where(input => Unknown(input).Count == 0).Select(input => new SymbolStep(input, null, input.Type.Shape.Size)));
        return new(steps, open.SelectMany(Unknown).Distinct().ToList());

        List<string> Unknown(InputInfo input) => input.Type.Shape.Dims.SelectMany(dim => dim.Symbols).Distinct().Where(symbol => !bound.Contains(symbol)).ToList();
    }

    /// <summary>Elements for each unit of a symbol that is one whole dimension; null when it is used otherwise.</summary>
    private static Dim? Quotient(InputInfo input, string symbol)
    {
        var unit = Dim.Symbol(symbol);
        var rest = input.Type.Shape.Dims.Where(dim => dim != unit).ToList();
        if (rest.Count != input.Type.Rank - 1 || rest.Any(dim => dim.Symbols.Contains(symbol))) return null;
        return Shape.Of(rest).Size;
    }
}

/// <summary>Finds <see cref="Symbol"/> as elements divided by <see cref="Elements"/>; without a symbol, the number must be that.</summary>
internal sealed record SymbolStep(InputInfo Input, string? Symbol, Dim Elements);
