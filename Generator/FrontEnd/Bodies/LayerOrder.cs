using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>Suggests to leave out a bias where a batch normalization and a layer beside it do what one of them could.</summary>
internal static class LayerOrder
{
    /// <param name="context">Where it is read.</param>
    /// <param name="module">A module that is called.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="location">The call.</param>
    public static void Check(ReadingContext context, ModuleValue module, Node input, Location location)
    {
        if (context.ModuleOf(input) is not { } before) return;
        var place = context.LocationOf(input) ?? location;
        if (HasBias(before) && IsNormalization(module))
            Note($"{module.Name}, which is given its result, subtracts the mean and the bias with it", "bias");
        else if (HasBias(module) && !IsPadded(module) && IsNormalization(before) && IsTrue(before, "affine"))
            Note($"{module.Name}, which is given its result, has a weight and a bias that do the same", "affine");

        void Note(string why, string number)
            => context.Note(Diagnostic.Create(Descriptors.UselessBias, place, Without(context, before, number, place)?.Properties,
                before.Name, why, before.Type.Name, number));
    }

    /// <summary>Makes a module of a field without what does nothing.</summary>
    private static Fix? Without(ReadingContext context, ModuleValue module, string number, Location place)
        => context.Type.GetMembers(module.Name).FirstOrDefault() is IFieldSymbol field
            ? ArgumentFix.OfField(field, place.SourceTree, context.Code, number, "false")
            : null;

    /// <summary>Whether zeros stand beside what it is given, which no bias reaches.</summary>
    private static bool IsPadded(ModuleValue module) => module.Arguments.TryGetValue("padding", out var padding) && !padding.IsZero;

    private static bool HasBias(ModuleValue module)
        => module.Type.ContainingNamespace.ToDisplayString() == KnownNames.Space && IsTrue(module, "bias")
            && module.Graph.Parameters.Any(parameter => parameter.Name == "bias");

    private static bool IsNormalization(ModuleValue module) => module.Type.IsKnown("BatchNorm1d") || module.Type.IsKnown("BatchNorm2d");

    private static bool IsTrue(ModuleValue module, string number)
        => module.Numbers.TryGetValue(number, out var value) && value is ConstantValue { Constant: true };
}
