using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The front end's door: a class to its spec. Whatever the source is, it does not throw.</summary>
internal static class ModelParser
{
    public static ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        try
        {
            return ClassReader.Read(type, compilation, new ModuleLibrary(compilation, type, cancellation), report, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report(Diagnostic.Create(Descriptors.CompilerFault, type.Locations.FirstOrDefault(), type.Name, $"{exception.GetType().Name}: {exception.Message}"));
            return null;
        }
    }
}
