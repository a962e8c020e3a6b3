using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Reads a model's optimizer: the attribute whose class is marked [Optimizer].</summary>
internal static class OptimizerReader
{
    public static bool Has(INamedTypeSymbol model) => Attributes(model).Any();

    public static OptimizerSpec? Read(INamedTypeSymbol model, SourceCode code)
    {
        var attributes = Attributes(model).ToList();
        if (attributes.Count == 0) return null;
        if (attributes.Count > 1)
            throw new LanguageException(Descriptors.TwoOptimizers, LocationOf(attributes[1]), model.Name, Name(attributes[0]),
                Name(attributes[1]));
        var settings = attributes[0].NamedArguments.Select(argument => Setting(attributes[0], argument.Key, argument.Value.Value, code))
            .ToList();
        var spec = new OptimizerSpec(Name(attributes[0]), Rule(attributes[0], code), settings.ToEquatableArray());
        foreach (var setting in settings.Where(setting => setting.Value != 0)) MustFit(attributes[0], setting, spec, code);
        return spec;
    }

    /// <summary>A setting as a number: truth is 1, and a float such as 1e-3f means the number as it is written.</summary>
    public static double Number(object? value) => value switch
    {
        bool truth => truth ? 1 : 0,
        double number when (float)number == number && CSharpConstants.Value((float)number) is NumberValue written => written.Number,
        _ => (CSharpConstants.Value(value) as NumberValue)?.Number ?? 0,
    };

    /// <summary>The range of the step size, or null where the optimizer declares none.</summary>
    public static NumberRange? LearningRates(INamedTypeSymbol model)
        => Attributes(model).FirstOrDefault() is { } attribute && Property(attribute, OptimizerSpec.LearningRateProperty) is { } rate
            ? SettingRanges.Find(rate)
            : null;

    private static OptimizerSetting Setting(AttributeData attribute, string name, object? value, SourceCode code)
    {
        var range = (Property(attribute, name) is { } property ? SettingRanges.Find(property) : null) ?? NumberRange.Finite(name);
        SettingRanges.Check(range, Name(attribute), Number(value), LocationOf(attribute, name, code));
        return new(name, Number(value));
    }

    /// <summary>Checks what a setting needs of others.</summary>
    private static void MustFit(AttributeData attribute, OptimizerSetting setting, OptimizerSpec spec, SourceCode code)
    {
        var needs = Property(attribute, setting.Property)?.GetAttributes()
            .Where(data => data.AttributeClass?.Name == "NeedsSettingAttribute") ?? [];
        foreach (var need in needs)
        {
            if (need.ConstructorArguments is not [{ Value: string other }, { Value: bool isSet }] || (spec.Value(other) != 0) == isSet)
                continue;
            var isFlag = Property(attribute, setting.Property)!.Type.SpecialType == SpecialType.System_Boolean;
            var (value, instead) = isFlag ? ("true", "false") : (GraphText.Number(setting.Value), "0");
            var because = $"{instead} where {other} is {(isSet ? "0" : "not 0")}";
            throw new LanguageException(Descriptors.OutOfRange, LocationOf(attribute, setting.Property, code), spec.Name, setting.Property,
                value, because);
        }
    }

    private static IPropertySymbol? Property(AttributeData attribute, string name)
        => attribute.AttributeClass!.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault();

    private static Location? LocationOf(AttributeData attribute, string name, SourceCode code)
    {
        var syntax = attribute.ApplicationSyntaxReference is { } reference ? code.Syntax(reference) as AttributeSyntax : null;
        var argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        return argument?.GetLocation() ?? LocationOf(attribute);
    }

    private static Graph Rule(AttributeData attribute, SourceCode code)
    {
        var type = attribute.AttributeClass!;
        if (!code.Declares(type)) return MetadataGraph.Read(type, KnownNames.OptimizerRule, LocationOf(attribute));

        // The class reports its mistakes itself.
        return RuleParser.Parse(type, code, _ => { })?.Graph ?? throw new LanguageException(null);
    }

    private static IEnumerable<AttributeData> Attributes(INamedTypeSymbol model)
        => model.GetAttributes().Where(data => data.AttributeClass?.Attribute(KnownNames.Optimizer) is not null);

    private static string Name(AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) && name.Length > "Attribute".Length
            ? name.Substring(0, name.Length - "Attribute".Length)
            : name;
    }

    private static Location? LocationOf(AttributeData attribute)
        => attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : null;
}
