using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The front end's door: a class to its spec. Whatever the source is, it does not throw.</summary>
internal static class ModelParser
{
    /// <summary>The class as the generator needs it: where it has a mistake, with what can be read of its signatures.</summary>
    public static ModelSource Source(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (KnownSpecs.Find(type, compilation) is { } known) return new(known, null);
        string? why = null;
        var code = new SourceCode(compilation, cancellation);
        if (Parse(type, code, Remember) is { } spec)
        {
            KnownSpecs.Add(type, code, spec);
            return new(spec, null);
        }

        try
        {
            return new(null, type.Attribute("ModelAttribute") is null ? null : BrokenReader.Read(type, why ?? $"{type.Name} does not compile"), why is null ? Carried(type, compilation, cancellation) : null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(null, null);
        }

        void Remember(Diagnostic diagnostic)
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error) why = $"{type.Name} has a mistake: {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        }
    }

    /// <summary>A module that is no mistake but has no graph yet: what it is given decides it.</summary>
    private static CarriedSpec? Carried(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (type.Attribute("ModelAttribute") is not null || type.Method(KnownNames.Forward) is null) return null;
        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new(space, ClassForm.Outward(type).Skip(1).Reverse().Select(ClassForm.Head).ToEquatableArray(), type.Name, ModuleText.Parts(type, compilation, cancellation).ToEquatableArray());
    }

    public static ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation) => Parse(type, new SourceCode(compilation, cancellation), report);

    private static ModelSpec? Parse(INamedTypeSymbol type, SourceCode code, Action<Diagnostic> report)
    {
        try
        {
            return ClassReader.Read(type, code, new ModuleLibrary(code, type), report);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report(Diagnostic.Create(Descriptors.CompilerFault, type.Locations.FirstOrDefault(), type.Name, $"{exception.GetType().Name}: {exception.Message}"));
            return null;
        }
    }
}
