using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Reads an optimizer attribute.</summary>
internal static class OptimizerReader
{
    public static OptimizerSpec? Read(INamedTypeSymbol type)
    {
        foreach (OptimizerKind kind in Enum.GetValues(typeof(OptimizerKind)))
        {
            if (type.Attribute(kind + "Attribute") is { } attribute) return Apply(new OptimizerSpec(kind), attribute);
        }

        return null;
    }

    private static OptimizerSpec Apply(OptimizerSpec spec, AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            var value = argument.Value.Value;
            spec = argument.Key switch
            {
                nameof(spec.LearningRate) => spec with { LearningRate = Number(value) },
                nameof(spec.Momentum) => spec with { Momentum = Number(value) },
                nameof(spec.Dampening) => spec with { Dampening = Number(value) },
                nameof(spec.Nesterov) => spec with { Nesterov = value is true },
                nameof(spec.WeightDecay) => spec with { WeightDecay = Number(value) },
                nameof(spec.Beta1) => spec with { Beta1 = Number(value) },
                nameof(spec.Beta2) => spec with { Beta2 = Number(value) },
                nameof(spec.Epsilon) => spec with { Epsilon = Number(value) },
                _ => spec,
            };
        }

        return spec;
    }

    /// <summary>A float such as 1e-3f means the number as it is written, not the float's binary value widened.</summary>
    private static double Number(object? value)
    {
        if (value is not double number) return 0;
        var single = (float)number;
        return single == number ? double.Parse(single.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : number;
    }
}
