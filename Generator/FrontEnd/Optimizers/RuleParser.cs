using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>The entry point for optimizers: reads an [Optimizer] class into its rule. It never throws, whatever the source is.</summary>
internal static class RuleParser
{
    public static RuleSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
        => Parse(type, new SourceCode(compilation, cancellation), report);

    public static RuleSpec? Parse(INamedTypeSymbol type, SourceCode code, Action<Diagnostic> report)
    {
        try
        {
            var graph = new RuleReader(type, code).Read();
            return new(
                type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
                ClassRequirements.Outward(type).Skip(1).Reverse().Select(ClassRequirements.Head).ToEquatableArray(),
                type.Name,
                graph);
        }
        catch (LanguageException exception)
        {
            if (exception.Diagnostic is { } diagnostic) report(diagnostic);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report(Diagnostic.Create(Descriptors.CompilerFault, type.Locations.FirstOrDefault(), type.Name,
                $"{exception.GetType().Name}: {exception.Message}"));
        }

        return null;
    }
}
