using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>The properties of an optimizer's class: what a model can set, and the defaults that their initializers give.</summary>
internal sealed class RuleProperties(INamedTypeSymbol type, SourceCode code)
{
    /// <summary>The default of a property; null where there is none of that name.</summary>
    /// <exception cref="LanguageException">It is no number or truth, or its default is not a constant.</exception>
    public double? Default(string name)
    {
        if (All().FirstOrDefault(property => property.Name == name) is not { } property) return null;
        if (property.Type.SpecialType is not (SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Int32
            or SpecialType.System_Boolean))
            throw new LanguageException(Descriptors.WrongRule, property.Locations[0], type.Name,
                $"{name} is of type {property.Type.ToDisplayString()}: what a rule depends on is a double, float, int or bool");
        if (Initializer(property) is not { } initializer) return 0;
        var constant = code.Constant(initializer);
        return constant.HasValue
            ? AttributeSettings.Number(constant.Value)
            : throw new LanguageException(Descriptors.WrongRule, initializer.GetLocation(), type.Name,
                $"the default of {name} is not a constant");
    }

    /// <summary>Tells of a property of a similar name.</summary>
    public string Nearest(string name)
        => All().Select(property => property.Name).OrderBy(known => EditDistance.Levenshtein(known, name))
            .ThenBy(known => known, StringComparer.Ordinal).FirstOrDefault() is { } nearest && EditDistance.Levenshtein(nearest, name) <= 3
            ? $"; the nearest is {nearest}" : "";

    private IEnumerable<IPropertySymbol> All()
        => type.GetMembers().OfType<IPropertySymbol>()
            .Where(property => property is { SetMethod: not null, IsStatic: false, IsIndexer: false });

    private ExpressionSyntax? Initializer(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.Select(code.Syntax).OfType<PropertyDeclarationSyntax>().FirstOrDefault()?.Initializer?.Value;
}
