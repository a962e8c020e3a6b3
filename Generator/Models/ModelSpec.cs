using ModelGen.Generator.IR;

namespace ModelGen.Generator.Models;

/// <summary>A model or module as its source declares it; equal for sources that mean the same.</summary>
/// <param name="ContainingTypes">Declarations such as <c>partial class Outer</c>, outermost first.</param>
/// <param name="Accessibility">The C# keyword, such as <c>public</c>.</param>
/// <param name="ConstructorParameters">All of them; those of type int are fixed symbols of the graph.</param>
/// <param name="ForwardInputs">Names of Forward's inputs, in order.</param>
/// <param name="LossInputs">Names of the inputs that Loss takes beside Forward's results, in order.</param>
/// <param name="HostInputs">Those of both that are whole numbers or truth values, which the host keeps: they are symbols of the graph.</param>
/// <param name="Graph">Forward, with a Result output for each value it returns, and the Loss output where there is a loss.</param>
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
}

/// <summary>An int or bool input; false is 0.</summary>
internal sealed record HostInput(string Name, bool IsTruth);

/// <summary>A constructor parameter; <see cref="Default"/> is the C# text of its default value.</summary>
internal sealed record ConstructorParameter(string Type, string Name, string? Default);
