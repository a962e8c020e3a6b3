using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Specs;

/// <summary>A model or module as its source declares it; equal for sources that mean the same.</summary>
/// <param name="ContainingTypes">Declarations such as <c>partial class Outer</c>, outermost first.</param>
/// <param name="Accessibility">The C# keyword, such as <c>public</c>.</param>
/// <param name="ConstructorParameters">All of them; those of type int are fixed symbols of the graph.</param>
/// <param name="ForwardInputs">Names of Forward's inputs, in order.</param>
/// <param name="LossInputs">Names of the inputs that Loss takes beside Forward's results, in order.</param>
/// <param name="HostInputs">Those of both that are no tensors but numbers and truth values, which the host keeps.</param>
/// <param name="Graph">
/// Forward, with a Result output for each value it returns, and the Loss output where there is a loss; without outputs where there is no
/// Forward.
/// </param>
internal sealed record ModelSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Accessibility,
    bool IsModel,
    ElementType Float,
    EquatableArray<ConstructorParameter> ConstructorParameters,
    EquatableArray<string> ForwardInputs,
    EquatableArray<string> LossInputs,
    EquatableArray<HostInput> HostInputs,
    Graph Graph,
    OptimizerSpec? Optimizer) : IClassSpec
{
    /// <summary>The ranges of the constructor's numbers, and of the step size under the name of its property.</summary>
    public EquatableArray<NumberRange> Ranges { get; init; }

    /// <summary>The methods that are marked as programs. Their parameters are among those of <see cref="Graph"/>.</summary>
    public EquatableArray<ProgramSpec> Programs { get; init; }

    /// <summary>Forward and Loss.</summary>
    public ProgramSpec Main => new(null, ForwardInputs, LossInputs, HostInputs, Graph, Optimizer)
    {
        Ranges = Ranges,
        LearningRates = Ranges.FirstOrDefault(range => range.Name == OptimizerSpec.LearningRateProperty),
    };

    /// <summary>All methods that become calls: Forward and Loss first.</summary>
    public IEnumerable<ProgramSpec> Methods => Programs.Prepend(Main);

    /// <summary>Those that a summary describes: Forward, or, where there is none, the programs.</summary>
    public IEnumerable<ProgramSpec> Described => Graph.Outputs.Count > 0 ? [Main] : Programs;

    /// <summary>Those that train, each by an optimizer of its own.</summary>
    public IEnumerable<ProgramSpec> Trainings => Methods.Where(method => method.Optimizer is not null);

    /// <summary>
    /// What a call hands to the executor, in order: the constructor's symbols, those of the calls, and the bits of the calls' other
    /// numbers.
    /// </summary>
    public IReadOnlyList<string> Slots => [.. Graph.FixedSymbols.Concat(Methods.SelectMany(method => method.Slots)).Distinct()];

    /// <summary>Whether no optimizer trains a parameter because the attributes freeze it.</summary>
    public bool IsFrozen(string parameter)
        => Optimizer?.Frozen.Contains(parameter) == true && Trainings.All(training => training.Optimizer!.Frozen.Contains(parameter));

    /// <summary>The method of a name; that of Forward and Loss where it is null.</summary>
    public ProgramSpec Method(string? name) => Methods.First(method => method.Name == name);
}

/// <summary>An input that is no tensor; <see cref="Type"/> is the C# keyword of its type.</summary>
internal sealed record HostInput(string Name, string Type)
{
    public bool IsTruth => Type == "bool";

    public bool IsWhole => Type == "int";

    /// <summary>Whether it is a symbol of the graph, false being 0; a float or double is a host scalar.</summary>
    public bool IsSymbol => IsTruth || IsWhole;

    /// <summary>Its name among the symbols that a call hands on.</summary>
    public string Slot => IsSymbol ? Name : CallNumber.Name(Name);
}

/// <summary>A constructor parameter; <see cref="Default"/> is the C# text of its default value.</summary>
internal sealed record ConstructorParameter(string Type, string Name, string? Default);
