using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>The symbol that counts samples: all that a model trains on begins with it.</summary>
internal static class SampleSymbols
{
    /// <summary>
    /// Whether a dimension is the number of samples: the first axis of all inputs of Forward and of Loss, which has some.
    /// </summary>
    public static bool AreCountedBy(ReadingContext context, Dim dim)
    {
        var ofLoss = Shapes(context.Type.Method(KnownNames.Loss));
        return ofLoss.Count > 0 && Shapes(context.Type.Method(KnownNames.Forward)).Concat(ofLoss)
            .All(first => first is string symbol && Dim.Symbol(symbol) == dim);
    }

    /// <summary>The first dimensions of a method's inputs.</summary>
    private static List<object?> Shapes(IMethodSymbol? method)
        => method?.Parameters.Select(parameter => parameter.Attribute("ShapeAttribute")).OfType<AttributeData>().Select(First)
            .ToList() ?? [];

    private static object? First(AttributeData shape)
        => shape.ConstructorArguments is [{ Kind: TypedConstantKind.Array, Values: [var first, ..] }] ? first.Value : null;
}
