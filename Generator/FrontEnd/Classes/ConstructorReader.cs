using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>Reads the constructor's parameters, which become those of Create.</summary>
internal static class ConstructorReader
{
    public static IEnumerable<ConstructorParameter> Parameters(INamedTypeSymbol type)
        => ClassSymbols.Constructor(type)?.Parameters.Select(parameter => new ConstructorParameter(
            parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), parameter.Name,
            parameter.HasExplicitDefaultValue ? Default(parameter) : null)) ?? [];

    private static string Default(IParameterSymbol parameter) => (parameter.ExplicitDefaultValue, parameter.Type) switch
    {
        (null, _) => "default",
        (var value, INamedTypeSymbol { TypeKind: TypeKind.Enum } type) =>
            $"({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({Literal(value)})",
        (float number, _) when float.IsNaN(number) || float.IsInfinity(number) => $"(float)({Unbounded(number)})",
        (double number, _) when double.IsNaN(number) || double.IsInfinity(number) => Unbounded(number),
        (float number, _) => Literal(number) + "F",
        (decimal number, _) => Literal(number) + "M",
        (var value, _) => Literal(value),
    };

    private static string Literal(object value) => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)!;

    private static string Unbounded(double number)
        => double.IsNaN(number) ? "double.NaN" : number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
}
