using Microsoft.CodeAnalysis;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>What the declaration of a model or module says of it: its constructor and its precision.</summary>
internal static class ClassSymbols
{
    /// <summary>The constructor's int parameters: the dimensions that an object fixes.</summary>
    public static IEnumerable<IParameterSymbol> Dimensions(INamedTypeSymbol type)
        => Constructor(type)?.Parameters.Where(parameter => parameter.IsDimension()) ?? [];

    /// <summary>The constructor with the most parameters, which is a class's primary one where it has one.</summary>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type)
        => type.InstanceConstructors.OrderByDescending(constructor => constructor.Parameters.Length).FirstOrDefault();

    /// <summary>The type of its real numbers.</summary>
    public static ElementType Precision(INamedTypeSymbol type)
        => type.Attribute("ModelAttribute")?.NamedArguments.Any(argument => argument.Key == "Precision" && argument.Value.Value is 1)
            == true ? ElementType.Float64 : ElementType.Float32;
}
