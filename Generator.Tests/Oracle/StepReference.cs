using System.Text.Json;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.Oracle;

/// <summary>
/// A net 7-5-3 (tanh, mean squares, learning rate 0.02) on one batch of 11 for 20 steps, with what stands between gradient and weight
/// (References/make_steps.py).
/// </summary>
/// <param name="Norm">The largest norm of the gradients: 0 where it is told alone, null where it is not computed.</param>
/// <param name="Value">The largest size of an element of a gradient, or null.</param>
/// <param name="Norms">The norm of each step, where it is computed.</param>
/// <param name="Transform">The name of what stands between clipping and rule, or null.</param>
/// <param name="Averages">The moving averages of the parameters after all steps, whose decay is 0.9.</param>
internal sealed record StepReference(
    string Name, string Kind, Dictionary<string, JsonElement> Options, GroupReference[] Groups, string[] Frozen, double? Norm,
    double? Value, double[] X, double[] Target, Dictionary<string, double[]> Start, double[] Losses, double[] Norms,
    Dictionary<string, double[]> Averages, Dictionary<string, double[]> End, string? Transform = null)
{
    /// <summary>The same as a model's attributes give it.</summary>
    public OptimizerSpec Spec() => TestOptimizers.Of(Kind, Options) with
    {
        Groups = Groups.Select(group => new ParameterGroupSpec(group.Pattern, group.Scale ?? 1,
            TestOptimizers.Of(Kind, group.Options).Settings)).ToEquatableArray(),
        Frozen = Start.Keys.Where(name => Frozen.Any(pattern => NamePattern.Matches(pattern, name))).ToEquatableArray(),
        Transforms = Transform is null ? [] : TestTransforms.Of(Transform),
        Clipping = Norm is null && Value is null ? null : new(Norm ?? 0, Value ?? 0),
    };

    public override string ToString() => Name;
}

/// <summary>A group of parameters.</summary>
/// <param name="Scale">Its multiple of the learning rate; 1 where it is null.</param>
internal sealed record GroupReference(string Pattern, double? Scale, Dictionary<string, JsonElement> Options);
