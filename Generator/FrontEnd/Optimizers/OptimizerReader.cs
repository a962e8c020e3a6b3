using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Reads a model's optimizer: the attribute whose class is marked [Optimizer].</summary>
internal static class OptimizerReader
{
    public static bool Has(ISymbol owner) => Attributes(owner).Any();

    /// <param name="owner">The model's class, or a method that is a training program.</param>
    /// <param name="code">Its source.</param>
    public static OptimizerSpec? Read(ISymbol owner, SourceCode code)
    {
        var attributes = Attributes(owner).ToList();
        if (attributes.Count == 0) return null;
        var own = new AttributeSettings(attributes[0], code);
        if (attributes.Count > 1)
        {
            var other = new AttributeSettings(attributes[1], code);
            throw new LanguageException(Descriptors.TwoOptimizers, other.Location, owner.Name, own.Name, other.Name);
        }

        var settings = own.Read();
        var spec = new OptimizerSpec(own.Name, Rule(attributes[0], own, code), settings.ToEquatableArray())
        {
            Source = attributes[0].ApplicationSyntaxReference is { } place ? ExpressionSource.Of(code.Syntax(place)) : null,
        };
        own.CheckNeeds(settings, spec.Value);
        return spec;
    }

    /// <summary>The class of a model's optimizer.</summary>
    public static INamedTypeSymbol? Class(ISymbol owner) => Attributes(owner).FirstOrDefault()?.AttributeClass;

    /// <summary>The range of the step size, or null where the optimizer declares none.</summary>
    public static NumberRange? LearningRates(ISymbol owner)
        => Class(owner) is { } type && AttributeSettings.Property(type, OptimizerSpec.LearningRateProperty) is { } rate
            ? SettingRanges.Find(rate)
            : null;

    private static Graph Rule(AttributeData attribute, AttributeSettings own, SourceCode code)
    {
        var type = attribute.AttributeClass!;
        if (!code.Declares(type)) return MetadataGraph.Read(type, KnownNames.OptimizerRule, own.Location);

        // The class reports its mistakes itself.
        return RuleParser.Parse(type, code, _ => { })?.Graph ?? throw new LanguageException(null);
    }

    private static IEnumerable<AttributeData> Attributes(ISymbol owner)
        => owner.GetAttributes().Where(data => data.AttributeClass?.Attribute(KnownNames.Optimizer) is not null);
}
