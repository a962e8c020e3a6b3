using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>
/// The numbers and truth values that an attribute of a model sets, with the ranges and needs that its properties declare.
/// </summary>
internal sealed class AttributeSettings(AttributeData attribute, SourceCode code)
{
    private INamedTypeSymbol Class => attribute.AttributeClass!;

    /// <summary>The attribute's name as it is written.</summary>
    public string Name { get; } = ShortName(attribute.AttributeClass!);

    /// <summary>Where the attribute stands.</summary>
    public Location? Location
        => attribute.ApplicationSyntaxReference is { } reference
            ? Microsoft.CodeAnalysis.Location.Create(reference.SyntaxTree, reference.Span)
            : null;

    /// <summary>A setting as a number: truth is 1, and a float such as 1e-3f means the number as it is written.</summary>
    public static double Number(object? value) => value switch
    {
        bool truth => truth ? 1 : 0,
        double number when (float)number == number && CSharpConstants.Value((float)number) is NumberValue written => written.Number,
        _ => (CSharpConstants.Value(value) as NumberValue)?.Number ?? 0,
    };

    /// <summary>What the attribute sets.</summary>
    /// <exception cref="LanguageException">A number is out of the range that its property declares.</exception>
    public List<OptimizerSetting> Read()
        => [.. attribute.NamedArguments.Select(argument => Read(argument.Key, argument.Value.Value))];

    /// <summary>The number that its constructor is given.</summary>
    /// <exception cref="LanguageException">It is out of the range that its parameter declares.</exception>
    public double Argument()
    {
        if (attribute.AttributeConstructor?.Parameters is not [var parameter] || attribute.ConstructorArguments is not [var argument])
            throw new LanguageException(null);
        var (range, number) = (SettingRanges.Find(parameter) ?? NumberRange.Finite(parameter.Name), Number(argument.Value));
        SettingRanges.Check(range, Name, number, Location);
        return number;
    }

    /// <summary>Checks what each setting that is not 0 needs of others.</summary>
    /// <param name="settings">Those that are set.</param>
    /// <param name="value">The value of any setting, whether it is set or has its default.</param>
    /// <exception cref="LanguageException">It is not there.</exception>
    public void CheckNeeds(IEnumerable<OptimizerSetting> settings, Func<string, double> value)
    {
        foreach (var setting in settings.Where(setting => setting.Value != 0)) CheckNeeds(Class, setting, value);
    }

    /// <summary>The same by what the properties of another class, the optimizer's, need.</summary>
    public void CheckNeeds(INamedTypeSymbol owner, OptimizerSetting setting, Func<string, double> value)
    {
        var needs = Property(owner, setting.Property)?.GetAttributes()
            .Where(data => data.AttributeClass?.Name == "NeedsSettingAttribute") ?? [];
        foreach (var need in needs)
        {
            if (need.ConstructorArguments is not [{ Value: string other }, { Value: bool isSet }] || (value(other) != 0) == isSet) continue;
            var isFlag = Property(owner, setting.Property)!.Type.SpecialType == SpecialType.System_Boolean;
            var (text, instead) = isFlag ? ("true", "false") : (GraphText.Number(setting.Value), "0");
            var because = $"{instead} where {other} is {(isSet ? "0" : "not 0")}";
            throw new LanguageException(Descriptors.OutOfRange, LocationOf(setting.Property), Name, setting.Property, text, because);
        }
    }

    /// <summary>Checks a number by the range that a property of another class, the optimizer's, declares.</summary>
    public void CheckRange(INamedTypeSymbol owner, OptimizerSetting setting)
        => SettingRanges.Check(Range(owner, setting.Property), Name, setting.Value, LocationOf(setting.Property));

    /// <summary>Where a setting is given.</summary>
    public Location? LocationOf(string name)
    {
        var syntax = attribute.ApplicationSyntaxReference is { } reference ? code.Syntax(reference) as AttributeSyntax : null;
        var argument = syntax?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
        return argument?.GetLocation() ?? Location;
    }

    /// <summary>A property of an attribute's class or of one that it derives from.</summary>
    public static IPropertySymbol? Property(INamedTypeSymbol owner, string name)
    {
        for (var type = owner; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property) return property;
        }

        return null;
    }

    private OptimizerSetting Read(string name, object? value)
    {
        SettingRanges.Check(Range(Class, name), Name, Number(value), LocationOf(name));
        return new(name, Number(value));
    }

    private static NumberRange Range(INamedTypeSymbol owner, string name)
        => (Property(owner, name) is { } property ? SettingRanges.Find(property) : null) ?? NumberRange.Finite(name);

    private static string ShortName(INamedTypeSymbol type)
    {
        const string end = "Attribute";
        return type.Name.EndsWith(end, StringComparison.Ordinal) && type.Name.Length > end.Length
            ? type.Name.Substring(0, type.Name.Length - end.Length)
            : type.Name;
    }
}
