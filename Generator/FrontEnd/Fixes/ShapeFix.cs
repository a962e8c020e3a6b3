using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Fixes;

/// <summary>
/// Adds the shape of an input: that of the module that takes it, with the numbers of its constructor, else one of names, which take any
/// size.
/// </summary>
internal static class ShapeFix
{
    private const string Samples = "\"N\"";

    /// <param name="parameter">The input.</param>
    /// <param name="code">The source.</param>
    public static Fix? Create(IParameterSymbol parameter, SourceCode code)
    {
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax) return null;
        var dimensions = Taken(parameter, code) ?? (parameter.Type.IsIndexTensor() ? Samples : Samples + ", \"features\"");
        return new($"Add [Shape({dimensions})]", SyntaxFixes.Before(syntax, $"[Shape({dimensions})] "));
    }

    /// <summary>The shape that the first module asks for that is given the input; null where none is.</summary>
    private static string? Taken(IParameterSymbol parameter, SourceCode code)
        => parameter.ContainingSymbol is IMethodSymbol method && code.Body(method) is { } body
            ? body.Descendants().OfType<IInvocationOperation>().Select(call => Asked(call, parameter, code))
                .FirstOrDefault(dimensions => dimensions is not null)
            : null;

    private static string? Asked(IInvocationOperation call, IParameterSymbol parameter, SourceCode code)
    {
        var argument = call.Arguments.FirstOrDefault(argument => argument.Value is IParameterReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter));
        if (call is not { TargetMethod.Name: KnownNames.Forward, Instance: IFieldReferenceOperation { Field: var field } }
            || argument?.Parameter?.Attribute("ShapeAttribute") is not { ConstructorArguments: [{ Kind: TypedConstantKind.Array } shape] }
            || ArgumentFix.Creation(field, code) is not { } creation) return null;
        return string.Join(", ", shape.Values.Select(dimension => Dimension(dimension.Value, creation)));
    }

    private static string Dimension(object? dimension, IObjectCreationOperation creation)
    {
        if (dimension is not string name) return SymbolDisplay.FormatPrimitive(dimension!, false, false)!;
        if (name == "...") return Samples;
        var given = creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value.ConstantValue;
        return given is { HasValue: true, Value: int number } ? SymbolDisplay.FormatPrimitive(number, false, false)! : $"\"{name}\"";
    }
}
