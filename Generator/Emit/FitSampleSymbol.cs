using ModelGen.Generator.IR;

namespace ModelGen.Generator.Emit;

/// <summary>Along which symbol Fit goes: one that each input has as its first dimension, and no other; the samples.</summary>
internal static class FitSampleSymbol
{
    /// <summary>The symbol that counts samples where lengths do not tell which one does: of [T, N] none is known to.</summary>
    private const string Customary = "N";

    /// <summary>Why there is no such symbol; null where there is.</summary>
    /// <param name="inputs">The inputs of a step.</param>
    /// <param name="known">The symbols that the constructor and the call's numbers give.</param>
    public static string? Absence(IReadOnlyList<InputInfo> inputs, IReadOnlyList<string> known)
    {
        if (inputs.Count == 0) return "there are no tensors among the inputs of Forward and Loss";
        var first = inputs[0];
        if (Symbol(inputs) is not { } samples || known.Contains(samples))
            return $"the first axis of {Shown(first)} is no symbol that counts samples";
        if (inputs.FirstOrDefault(input => input.Type.Rank == 0 || input.Type.Shape[0] != Dim.Symbol(samples)) is { } other)
            return $"{Shown(other)} does not begin with the axis of samples, as {Shown(first)} does with {samples}";
        if (inputs.FirstOrDefault(input => input.Type.Shape.Dims.Skip(1).Any(dim => dim.Symbols.Contains(samples))) is { } twice)
            return $"{Shown(twice)} has the number of samples, {samples}, along another axis too";
        var sizes = Sizes(inputs, known, samples);
        if (SymbolPlan.Create(inputs, [.. known, .. sizes]).Steps.All(step => step.Symbol != samples))
            return $"no number of elements tells {samples}";
        return sizes.Count > 0 && samples != Customary
            ? $"lengths do not tell which of {samples} and {string.Join(" and ", sizes)} counts samples, unless it is called {Customary}"
            : null;
    }

    /// <summary>The first symbol of the inputs, which is that of the samples where there is no <see cref="Absence"/>.</summary>
    public static string? Symbol(IReadOnlyList<InputInfo> inputs)
    {
        var axis = inputs.Count == 0 || inputs[0].Type.Rank == 0 ? Dim.Zero : inputs[0].Type.Shape[0];
        return axis.Symbols.FirstOrDefault() is { } symbol && axis == Dim.Symbol(symbol) ? symbol : null;
    }

    /// <summary>The sizes that the caller gives: the samples follow from the number of elements then.</summary>
    private static List<string> Sizes(IReadOnlyList<InputInfo> inputs, IReadOnlyList<string> known, string samples)
        => [.. SymbolPlan.Create(inputs, known).Unsolved.Where(symbol => symbol != samples)];

    private static string Shown(InputInfo input) => $"{input.Name} {input.Type.Shape}";
}
