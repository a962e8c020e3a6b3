using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>Answers the type of a field and the setting of an attribute that C# does not find.</summary>
internal static class LayerCheck
{
    /// <summary>The layers that there are.</summary>
    public static IEnumerable<string> Layers(Compilation compilation)
        => compilation.GetTypeByMetadataName(KnownNames.Module)?.ContainingNamespace.GetTypeMembers().Where(type => type.IsModule())
            .Select(type => type.Name) ?? [];

    /// <summary>A field whose type is a layer of another library.</summary>
    public static Diagnostic? OfField(FieldDeclarationSyntax field, SemanticModel semantics, CancellationToken cancellation)
    {
        var type = field.Declaration.Type;
        if (semantics.GetTypeInfo(type, cancellation).Type is not { TypeKind: TypeKind.Error }) return null;
        if (field.Parent is not TypeDeclarationSyntax holder
            || semantics.GetDeclaredSymbol(holder, cancellation) is not INamedTypeSymbol model
            || !(model.IsModule() || model.Attribute("ModelAttribute") is not null)) return null;
        var name = type switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            _ => type as SimpleNameSyntax,
        };
        if (name is null) return null;
        var (word, layers) = (name.Identifier.ValueText, Layers(semantics.Compilation).ToList());
        var advice = Spelling.Same(word, layers) is { } same ? $"write {same}"
            : LayerWords.Advice(word) ?? (Spelling.Nearest(word, layers) is { } near ? $"the nearest that there is is {near}" : null);
        return advice is null
            ? null
            : Diagnostic.Create(Descriptors.ForeignWord, First(type).GetLocation(), $"layer {type}", advice);
    }

    /// <summary>A setting that an attribute lacks, or a number of another type.</summary>
    public static Diagnostic? OfSetting(AttributeArgumentSyntax argument, SemanticModel semantics, CancellationToken cancellation)
    {
        if (argument is not { NameColon: null, Parent.Parent: AttributeSyntax attribute }) return null;
        var info = semantics.GetSymbolInfo(attribute, cancellation);
        var type = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType
            ?? semantics.GetTypeInfo(attribute, cancellation).Type as INamedTypeSymbol;
        if (type is not { ContainingNamespace: { Name: KnownNames.Space, ContainingNamespace.IsGlobalNamespace: true } }) return null;
        if (argument is { NameEquals: null, Expression: IdentifierNameSyntax { IsMissing: false } symbol }
            && semantics.GetSymbolInfo(symbol, cancellation) is { Symbol: null, CandidateSymbols.Length: 0 })
            return Diagnostic.Create(Descriptors.ForeignWord, symbol.GetLocation(), symbol.Identifier.ValueText,
                $"a symbol of a shape is a text: write \"{symbol.Identifier.ValueText}\"");
        var settings = Settings(type);
        if (argument.NameEquals is not { Name: var name })
            return info.Symbol is null && type.Attribute(KnownNames.Optimizer) is not null
                ? Diagnostic.Create(Descriptors.ForeignWord, argument.GetLocation(), $"setting without a name of {attribute.Name}",
                    $"write {settings[0].Name} = {argument.Expression}")
                : null;
        var word = name.Identifier.ValueText;
        var owner = attribute.Name.ToString();
        if (settings.FirstOrDefault(setting => setting.Name == word) is not { } known)
        {
            var names = settings.Select(setting => setting.Name).ToList();
            var advice = ParameterWords.Find(word, names) is { } other ? $"write {other}" : $"it has {string.Join(", ", names)}";
            return Diagnostic.Create(Descriptors.ForeignWord, name.GetLocation(), $"setting {word} of {owner}", advice);
        }

        var given = semantics.GetTypeInfo(argument.Expression, cancellation).Type?.SpecialType;
        return given == SpecialType.System_Decimal && known.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Single
            ? Diagnostic.Create(Descriptors.ForeignWord, argument.Expression.GetLocation(), $"decimal in {owner}",
                $"{word} is a double: write {argument.Expression.ToString().TrimEnd('m', 'M')}")
            : null;
    }

    private static List<IPropertySymbol> Settings(INamedTypeSymbol type)
    {
        var settings = new List<IPropertySymbol>();
        for (var holder = type; holder is { Name: not "Attribute" }; holder = holder.BaseType)
            settings.AddRange(holder.GetMembers().OfType<IPropertySymbol>().Where(property => property.SetMethod is not null));
        return settings;
    }

    private static SimpleNameSyntax First(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax { Left: var left } => First(left),
        _ => (SimpleNameSyntax)type,
    };
}
