using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Classes;
using ModelGen.Generator.FrontEnd.Modules;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd;

/// <summary>The entry point of the front end: reads a class into its spec. It never throws, whatever the source is.</summary>
internal static class ModelParser
{
    /// <summary>The class as the generator needs it: where it has a mistake, with what can be read of its signatures.</summary>
    public static ModelSource Source(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        string? why = null;
        try
        {
            if (IsModel(type) && MemberNames.Clash(type) is not null) return new(type.Name, null, null);
            if (Misfit(type, compilation) is { } misfit) return new(type.Name, null, InvalidModelReader.Read(type, Mistake(type, misfit)));
            if (SpecCache.Find(type, compilation) is { } known) return Right(type, known, compilation);
            var code = new SourceCode(compilation, cancellation);
            if (Parse(type, code, Remember) is { } spec)
            {
                SpecCache.Add(type, code, spec);
                return Right(type, spec, compilation);
            }

            var broken = IsModel(type) ? InvalidModelReader.Read(type, why ?? $"{type.Name} does not compile") : null;
            return new(type.Name, null, broken, why is null ? Carried(type, code) : null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(type.Name, null, null, Fault: Fault(exception));
        }

        void Remember(Diagnostic diagnostic)
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error) why = Mistake(type, diagnostic);
        }
    }

    private static ModelSource Right(INamedTypeSymbol type, ModelSpec spec, Compilation compilation)
        => new(type.Name, spec, null) { Lines = IsModel(type) ? SourcePlaces.Find(spec, compilation) : [] };

    private static string Mistake(INamedTypeSymbol type, Diagnostic diagnostic)
        => $"{type.Name} has a mistake: {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    /// <summary>A module that is no mistake but has no graph yet: what it is given decides it.</summary>
    private static ModuleSourceSpec? Carried(INamedTypeSymbol type, SourceCode code)
    {
        if (IsModel(type) || type.Method(KnownNames.Forward) is null) return null;
        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new(space, ClassRequirements.Outward(type).Skip(1).Reverse().Select(ClassRequirements.Head).ToEquatableArray(), type.Name,
            ModuleText.Parts(type, code).ToEquatableArray());
    }

    public static ModelSpec? Parse(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic> report,
        CancellationToken cancellation) => Parse(type, new SourceCode(compilation, cancellation), report);

    private static ModelSpec? Parse(INamedTypeSymbol type, SourceCode code, Action<Diagnostic> report)
    {
        if (Misfit(type, code.Compilation) is { } misfit) report(misfit);
        if (IsModel(type) && MemberNames.Clash(type) is { } clash)
        {
            report(clash);
            return null;
        }

        try
        {
            return Read(type, code, report);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report(Diagnostic.Create(Descriptors.CompilerFault, type.Locations.FirstOrDefault(), type.Name, Fault(exception)));
            return null;
        }
    }

    /// <summary>The class as a spec, or null when it has a mistake, which is reported, or is a module that each use decides.</summary>
    private static ModelSpec? Read(INamedTypeSymbol type, SourceCode code, Action<Diagnostic> report)
    {
        var modules = new ModuleLibrary(code, type);
        try
        {
            var (spec, notes) = ClassReader.Read(type, code, modules);
            foreach (var note in notes) report(note);
            return spec;
        }
        catch (LanguageException exception)
        {
            var isOpen = exception.DependsOnNumbers && !IsModel(type);
            var fault = isOpen ? TrialArguments.Fault(type, code, modules) : exception;
            if (fault?.Diagnostic is { } diagnostic) report(diagnostic);
            return null;
        }
    }

    private static bool IsModel(INamedTypeSymbol type) => type.Attribute("ModelAttribute") is not null;

    /// <summary>Why what a model becomes would not compile in the project. Modules become attributes alone.</summary>
    private static Diagnostic? Misfit(INamedTypeSymbol type, Compilation compilation)
        => IsModel(type) && ProjectSettings.Fault(compilation) is { } fault
            ? Diagnostic.Create(fault, type.Locations.FirstOrDefault(), type.Name)
            : null;

    /// <summary>What is told of an exception that is a fault of the compiler.</summary>
    public static string Fault(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";
}
