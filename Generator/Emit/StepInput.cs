using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>An input of a step: the C# keyword of its type, and of its elements where it is a tensor.</summary>
internal sealed record StepInput(string Name, string Type, string? Element)
{
    /// <summary>The input of a name, as a call over spans takes it.</summary>
    public static StepInput Find(ModelSpec spec, ModelProgram program, string name)
        => spec.HostInputs.FirstOrDefault(host => host.Name == name) is { } host
            ? new(name, host.Type, null)
            : new(name, ReadOnlySpan, program.Inputs.Single(input => input.Name == name).Type.Element.Keyword());

    /// <summary>Its declaration as a parameter of such a call.</summary>
    public string Parameter => Element is null
        ? $"{Type} {Identifiers.Escape(Name)}"
        : $"{ReadOnlySpan}<{Element}> {Identifiers.Escape(Name)}";
}
