using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>What the numbers of a module's constructor can be: a size is 1 or more, others, such as an axis or a choice, are any.</summary>
internal static class ModuleSizes
{
    /// <summary>
    /// The least that a parameter can be. One that is 0 when left out, such as a padding, may be 0; one that is negative then, any number.
    /// </summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="type">Its module.</param>
    public static int Least(IParameterSymbol parameter, INamedTypeSymbol type)
    {
        if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: int start })
            return start > 0 ? 1 : start == 0 ? 0 : -int.MaxValue;
        return Declared(type).SelectMany(Names).Contains(parameter.Name) ? 1 : -int.MaxValue;
    }

    /// <summary>Whether a number is a size of something that a graph declares.</summary>
    public static bool IsIn(Graph graph, string number)
        => graph.Parameters.Select(parameter => parameter.Type).Concat(graph.Inputs.Select(input => input.Type))
            .Any(type => type.Shape.Dims.Any(dim => dim.Symbols.Contains(number)));

    /// <summary>The fields and inputs of a module that have dimensions.</summary>
    private static IEnumerable<ISymbol> Declared(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>()
            .Concat<ISymbol>(type.Method(KnownNames.Forward)?.Parameters ?? Enumerable.Empty<ISymbol>());

    private static IEnumerable<string> Names(ISymbol symbol)
        => symbol.GetAttributes().Where(HasDimensions).SelectMany(attribute => attribute.ConstructorArguments)
            .Where(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(argument => argument.Values).Select(value => value.Value).OfType<string>()
            .SelectMany(text => DimParser.Parse(text)?.Symbols ?? Enumerable.Empty<string>());

    private static bool HasDimensions(AttributeData attribute)
        => attribute.AttributeClass is { } type
            && (type.IsKnown("ParameterAttribute") || type.IsKnown("BufferAttribute") || type.IsKnown("ShapeAttribute"));
}
