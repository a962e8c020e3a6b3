using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>Reads the graph that another compilation left in an attribute of a class.</summary>
internal static class MetadataGraph
{
    // A library's attributes are the same objects in all compilations that share it.
    private static readonly ConditionalWeakTable<AttributeData, Graph> Known = new();

    /// <param name="type">The class.</param>
    /// <param name="attribute">The attribute's name; its arguments are the version and the text.</param>
    /// <param name="location">Where the class is used.</param>
    /// <exception cref="LanguageException">There is none that can be read.</exception>
    public static Graph Read(INamedTypeSymbol type, string attribute, Location? location)
    {
        if (type.Attribute(attribute) is not { ConstructorArguments: [_, { Value: string text }] } data)
            throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name,
                "its assembly was built without ModelGen's generator");
        try
        {
            return Known.GetValue(data, _ => GraphReader.Read(text));
        }
        catch (GraphVersionException exception)
        {
            throw new LanguageException(Descriptors.NewerModule, location, type.Name, exception.Version, GraphText.Version);
        }
        catch (GraphFormatException exception)
        {
            throw new LanguageException(Descriptors.NoModuleGraph, location, type.Name,
                $"it is damaged in line {exception.Line}: {exception.Message}");
        }
    }
}
