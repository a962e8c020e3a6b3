using System.Reflection;
using System.Text.Json;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>The standard optimizers, as a model's attribute gives them.</summary>
internal static class TestOptimizers
{
    private static readonly Dictionary<string, string> Properties = new()
    {
        ["weight_decay"] = "WeightDecay",
        ["eps"] = "Epsilon",
        ["lr_decay"] = "LearningRateDecay",
        ["initial_accumulator_value"] = "InitialAccumulator",
        ["momentum_decay"] = "MomentumDecay",
    };

    /// <summary>What PyTorch has as one setting of several numbers.</summary>
    private static readonly Dictionary<string, string[]> Tuples = new()
    {
        ["betas"] = ["Beta1", "Beta2", "Beta3"],
        ["etas"] = ["EtaMinus", "EtaPlus"],
        ["step_sizes"] = ["MinimumStepSize", "MaximumStepSize"],
    };

    public static OptimizerSpec Of(string name, params (string Property, double Value)[] settings)
    {
        var type = typeof(OptimizerAttribute).Assembly.GetType($"ModelGen.{name}Attribute")!;
        var rule = GraphReader.Read(type.GetCustomAttribute<OptimizerRuleAttribute>()!.Text);
        return new(name, rule, settings.Select(setting => new OptimizerSetting(setting.Property, setting.Value)).ToEquatableArray());
    }

    /// <summary>An optimizer with PyTorch's names for its settings.</summary>
    public static OptimizerSpec Of(OptimizerReference reference) => Of(reference.Kind, reference.Options);

    /// <inheritdoc cref="Of(OptimizerReference)"/>
    public static OptimizerSpec Of(string name, Dictionary<string, JsonElement> options)
        => Of(name, [.. options.SelectMany(option => Settings(option.Key, option.Value))]);

    private static IEnumerable<(string, double)> Settings(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().ToArray().Select((number, index) => (Tuples[name][index], number.GetDouble())),
        JsonValueKind.Number => [(Property(name), value.GetDouble())],
        _ => [(Property(name), value.GetBoolean() ? 1 : 0)],
    };

    private static string Property(string name) => Properties.GetValueOrDefault(name, char.ToUpperInvariant(name[0]) + name[1..]);
}
