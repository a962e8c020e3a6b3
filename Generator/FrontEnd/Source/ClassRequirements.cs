using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd.Source;

/// <summary>The form of a model's class and of the types around it: what members can be added to.</summary>
internal static class ClassRequirements
{
    /// <exception cref="LanguageException">Nothing can be added to the class; without a diagnostic when C# itself reports why.</exception>
    public static void Check(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class) throw new LanguageException(null);
        foreach (var outer in Outward(type))
        {
            if (!outer.IsPartial()) throw NotPartial(outer);
            if (outer.TypeParameters.Length > 0) throw Unknown(outer, "generic models");
        }

        if (type.IsStatic) throw Unknown(type, "static models");
        if (type.IsRecord) throw Unknown(type, "models that are records");
        if (type.Attribute("ModelAttribute") is not null && type.Attribute("ModuleAttribute") is not null)
            throw Unknown(type, "a class that is both [Model] and [Module]");
        CheckNames(type);
    }

    /// <summary>The error of a type that nothing can be added to.</summary>
    public static LanguageException NotPartial(INamedTypeSymbol type)
    {
        var fix = type.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax { Keyword.SpanStart: var start }
            ? new Fix($"Make {type.Name} partial", new TextChange(new(start, 0), "partial "))
            : null;
        return new(Descriptors.NotPartial, LocationOf(type), fix, type.Name);
    }

    /// <summary>The type and those around it, innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Outward(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType) yield return type;
    }

    /// <summary>The declaration that another part of a type begins with.</summary>
    public static string Head(INamedTypeSymbol type)
    {
        var kind = type.TypeKind switch
        {
            TypeKind.Interface => "interface",
            TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
            _ => type.IsRecord ? "record" : "class",
        };
        var isWord = SyntaxFacts.GetContextualKeywordKind(type.Name) != SyntaxKind.None;
        return $"partial {kind} {(isWord ? "@" : "")}{type.Name}";
    }

    /// <summary>Names become parts of emitted names, so keywords are refused; of names that stand twice C# itself reports.</summary>
    private static void CheckNames(INamedTypeSymbol type)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => !method.IsImplicitlyDeclared).ToList();
        if (methods.Any(method => method.Parameters.Select(parameter => parameter.Name).Distinct().Count() < method.Parameters.Length))
            throw new LanguageException(null);
        var emitted = methods.Where(method =>
            method.Name is KnownNames.Forward or KnownNames.Loss || method.MethodKind == MethodKind.Constructor
                || method.Attribute("ProgramAttribute") is not null || method.Attribute("TrainingProgramAttribute") is not null)
                .SelectMany(method => method.Parameters);
        foreach (var symbol in Outward(type).Concat<ISymbol>(emitted)
            .Where(symbol => SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None))
            throw new LanguageException(Descriptors.UnknownSyntax, LocationOf(symbol), $"the keyword '{symbol.Name}' as a name",
                "choose another name");
    }

    private static LanguageException Unknown(INamedTypeSymbol type, string what)
        => new(Descriptors.UnknownSyntax, LocationOf(type), what, "a model is a plain partial class");

    /// <summary>Where a symbol is declared.</summary>
    public static Location LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;
}
