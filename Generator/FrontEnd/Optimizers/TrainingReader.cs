using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Reads what a model's attributes say of its training beside the optimizer: groups, clipping, what is frozen.</summary>
internal sealed class TrainingReader
{
    private static readonly string[] Options = [Clip, Freeze, Average, Accumulate];

    private const string Clip = "ClipGradientsAttribute";

    private const string Average = "MovingAverageAttribute";

    private const string Accumulate = "AccumulateAttribute";

    private const string Freeze = "FreezeAttribute";

    private const string Group = "ParameterGroupAttribute";

    private readonly ISymbol _owner;
    private readonly SourceCode _code;
    private readonly OptimizerSpec _optimizer;
    private readonly ParameterPatterns _parameters;

    private TrainingReader(ISymbol owner, SourceCode code, OptimizerSpec optimizer, IEnumerable<string> parameters)
        => (_owner, _code, _optimizer, _parameters) = (owner, code, optimizer,
            new(owner as INamedTypeSymbol ?? owner.ContainingType, code, parameters));

    /// <param name="owner">The model's class, or a method that is a training program.</param>
    /// <param name="code">Its source.</param>
    /// <param name="optimizer">What its optimizer's attribute says.</param>
    /// <param name="parameters">The names of the parameters that it trains.</param>
    /// <returns>The optimizer with what the other attributes say.</returns>
    /// <exception cref="LanguageException">An attribute has a mistake, or there is no optimizer for it.</exception>
    public static OptimizerSpec? Read(ISymbol owner, SourceCode code, OptimizerSpec? optimizer, IEnumerable<string> parameters)
    {
        if (optimizer is not null) return new TrainingReader(owner, code, optimizer, parameters).Read();
        return owner.GetAttributes().FirstOrDefault(IsOption) is { } stray ? throw WithoutOptimizer(stray, code, owner) : null;
    }

    /// <summary>An attribute for steps, where nothing makes a step.</summary>
    /// <param name="stray">The attribute.</param>
    /// <param name="code">Its source.</param>
    /// <param name="owner">The class or method that lacks an optimizer.</param>
    public static LanguageException WithoutOptimizer(AttributeData stray, SourceCode code, ISymbol owner)
    {
        var settings = new AttributeSettings(stray, code);
        return new(Descriptors.OptionWithoutOptimizer, settings.Location, settings.Name, owner.Name);
    }

    private OptimizerSpec Read() => _optimizer with
    {
        Clipping = _owner.Attribute(Clip) is { } clipping ? Clipping(new(clipping, _code)) : null,
        AverageDecay = _owner.Attribute(Average) is { } average ? new AttributeSettings(average, _code).Argument() : null,
        Accumulation = _owner.Attribute(Accumulate) is { } accumulation ? Accumulation(new(accumulation, _code)) : null,
        Groups = _owner.GetAttributes().Where(IsGroup).Select(ReadGroup).ToEquatableArray(),
        Frozen = _owner.GetAttributes().Where(data => data.AttributeClass.IsKnown(Freeze)).SelectMany(Matching).Distinct()
            .ToEquatableArray(),
    };

    private static bool IsOption(AttributeData data) => Options.Any(option => data.AttributeClass.IsKnown(option)) || IsGroup(data);

    private static bool IsGroup(AttributeData data)
    {
        for (var type = data.AttributeClass; type is not null; type = type.BaseType)
        {
            if (type.IsKnown(Group)) return true;
        }

        return false;
    }

    private static GradientClipping Clipping(AttributeSettings attribute)
    {
        var settings = attribute.Read();
        attribute.CheckNeeds(settings, Value);
        return new(Value(nameof(GradientClipping.Norm)), Value(nameof(GradientClipping.Value)));

        double Value(string property) => settings.FirstOrDefault(setting => setting.Property == property)?.Value ?? 0;
    }

    private static GradientAccumulation Accumulation(AttributeSettings attribute)
    {
        const string property = "Reduction";
        var reduction = (LossReduction)(attribute.Read().FirstOrDefault(setting => setting.Property == property)?.Value ?? 0);
        if (reduction is LossReduction.Mean or LossReduction.Sum) return new(reduction == LossReduction.Mean);
        throw new LanguageException(Descriptors.OutOfRange, attribute.LocationOf(property), attribute.Name, property, reduction.ToString(),
            $"{LossReduction.Mean} or {LossReduction.Sum}");
    }

    private ParameterGroupSpec ReadGroup(AttributeData data)
    {
        var (attribute, pattern) = (new AttributeSettings(data, _code), ParameterPatterns.Of(data)[0]);
        Matching(data);
        var settings = attribute.Read();
        var scale = settings.FirstOrDefault(setting => setting.Property == nameof(ParameterGroupSpec.LearningRateScale));
        var own = settings.Where(setting => setting != scale).ToList();
        var spec = new ParameterGroupSpec(pattern, scale?.Value ?? 1, own.ToEquatableArray());
        foreach (var setting in own) Check(attribute, setting, _optimizer.With(spec));
        return spec;
    }

    private void Check(AttributeSettings attribute, OptimizerSetting setting, OptimizerSpec ofGroup)
    {
        var type = OptimizerReader.Class(_owner)!;
        if (!Settable().Contains(setting.Property))
            throw new LanguageException(Descriptors.NoSuchSetting, attribute.LocationOf(setting.Property), _optimizer.Name,
                setting.Property, string.Join(", ", Settable()));
        attribute.CheckRange(type, setting);
        if (setting.Value != 0) attribute.CheckNeeds(type, setting, ofGroup.Value);
    }

    private IEnumerable<string> Settable()
        => _optimizer.Rule.Parameters.Select(known => known.Name).Where(known => known != OptimizerSpec.LearningRateProperty)
            .Prepend(nameof(ParameterGroupSpec.LearningRateScale));

    /// <summary>The parameters that an attribute is for.</summary>
    private List<string> Matching(AttributeData data) => _parameters.Matching(data, ParameterPatterns.Of(data));
}
