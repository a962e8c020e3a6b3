using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Specs;

/// <summary>What can be read of the signatures of a model that has a mistake, so that code which uses it still compiles.</summary>
/// <param name="Float">The C# keyword of its floats.</param>
/// <param name="Inputs">Forward's; null where there is no Forward.</param>
/// <param name="LossInputs">Those that Loss takes beside Forward's results; null where there is no Loss.</param>
/// <param name="Why">What the members say when they are called.</param>
internal sealed record InvalidModelSpec(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Float,
    EquatableArray<ConstructorParameter> ConstructorParameters,
    EquatableArray<TypedName>? Inputs,
    EquatableArray<TypedName> Results,
    EquatableArray<TypedName>? LossInputs,
    bool HasOptimizer,
    string Why) : IClassSpec
{
    /// <summary>The symbols that Predict takes as sizes, as far as the shapes can be read.</summary>
    public EquatableArray<string> ForwardSizes { get; init; }

    /// <summary>Those that the other calls take.</summary>
    public EquatableArray<string> LossSizes { get; init; }

    /// <summary>The members that it has by attributes beside its optimizer.</summary>
    public EquatableArray<string> OptionMembers { get; init; }

    /// <summary>The calls that its programs become.</summary>
    public EquatableArray<InvalidProgramSpec> Programs { get; init; }
}

/// <summary>What can be read of the signature of a program.</summary>
/// <param name="Name">The call.</param>
/// <param name="IsTraining">Whether it gives a loss, and no results.</param>
/// <param name="Sizes">The symbols that it takes as sizes.</param>
internal sealed record InvalidProgramSpec(
    string Name, bool IsTraining, EquatableArray<TypedName> Inputs, EquatableArray<TypedName> Results, EquatableArray<string> Sizes);

/// <summary>An input or result: the C# keyword of its elements, or, for one that is no tensor, of itself, and its name.</summary>
internal sealed record TypedName(string Type, string Name, bool IsHost = false);

/// <summary>A class as the front end leaves it: right, or with a mistake; neither where nothing can be added to it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Spec">What it means.</param>
/// <param name="Broken">A model that has a mistake.</param>
/// <param name="SourceModule">A module that is read where it is used.</param>
/// <param name="Fault">A fault of the compiler, which then has nothing else of the class.</param>
internal sealed record ModelSource(string Name, ModelSpec? Spec, InvalidModelSpec? Broken, ModuleSourceSpec? SourceModule = null,
    string? Fault = null)
{
    /// <summary>Where the expressions of a model stand.</summary>
    public EquatableArray<SourceLine> Lines { get; init; }
}

/// <summary>A module whose source goes to where it is used.</summary>
internal sealed record ModuleSourceSpec(string Namespace, EquatableArray<string> ContainingTypes, string Name, EquatableArray<string> Parts)
    : IClassSpec;
