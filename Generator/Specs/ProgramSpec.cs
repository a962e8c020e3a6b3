using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Specs;

/// <summary>A method of a model that becomes calls: Forward with Loss, or one that is marked as a program.</summary>
/// <param name="Name">The name of its call; null for Forward and Loss, whose calls have names of their own.</param>
/// <param name="Inputs">Names of the method's inputs, in order.</param>
/// <param name="LossInputs">Names of the inputs that Loss takes beside Forward's results, in order.</param>
/// <param name="HostInputs">Those of both that are no tensors but numbers and truth values, which the host keeps.</param>
/// <param name="Graph">A Result output for each value that it returns, and the Loss output where there is a loss.</param>
/// <param name="Optimizer">What it trains by, where it trains.</param>
internal sealed record ProgramSpec(
    string? Name,
    EquatableArray<string> Inputs,
    EquatableArray<string> LossInputs,
    EquatableArray<HostInput> HostInputs,
    Graph Graph,
    OptimizerSpec? Optimizer)
{
    /// <summary>The ranges of its calls' numbers.</summary>
    public EquatableArray<NumberRange> Ranges { get; init; }

    /// <summary>The range of its step size; null where the optimizer declares none.</summary>
    public NumberRange? LearningRates { get; init; }

    /// <summary>The names of the parameters that it trains, by the patterns of its attribute; empty where it trains all.</summary>
    public EquatableArray<string> Patterns { get; init; }

    /// <summary>
    /// Whether a training can measure its predictions: Forward gives one tensor, sample by sample, and Loss takes one tensor beside it.
    /// </summary>
    public bool IsMeasured => Name is null && Optimizer is not null
        && Graph.Outputs.Any(output => output.Role == OutputRole.Loss)
        && Graph.Outputs.Where(output => output.Role == OutputRole.Result).ToList() is [var result]
        && Graph[result.Node].Type is { Rank: > 0 } type && type.Shape[0].Symbols.Any()
        && LossInputs.Count(input => Graph.Inputs.Any(tensor => tensor.Name == input)) == 1;

    /// <summary>The symbols that calls are given as whole numbers and truth values.</summary>
    public IEnumerable<string> GivenSymbols => HostInputs.Where(input => input.IsSymbol).Select(input => input.Name);

    /// <summary>The symbols of its calls, and the names for the bits of their other numbers.</summary>
    public IEnumerable<string> Slots
        => Graph.BatchSymbols.Concat(HostInputs.Where(input => !input.IsSymbol).Select(input => input.Slot));
}
