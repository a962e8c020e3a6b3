using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>
/// Finds Forward and Loss of a class. Where one is not there, it tells which method seems to be meant: one that is static, inherited or
/// called otherwise.
/// </summary>
internal static class EntryMethods
{
    private static readonly HashSet<string> ForwardWords =
        ["call", "invoke", "run", "apply", "compute", "infer", "inference", "predict", "model", "net", "network", "process", "execute"];

    private static readonly HashSet<string> LossWords =
        ["criterion", "objective", "cost", "error", "compute", "computeloss", "calculateloss", "getloss", "lossfunction", "lossfn"];

    /// <summary>The class's own method of that name; null where it has none.</summary>
    /// <exception cref="LanguageException">It has two, or one that is static.</exception>
    public static IMethodSymbol? Find(INamedTypeSymbol type, string name)
    {
        var methods = type.GetMembers(name).OfType<IMethodSymbol>().ToList();
        var own = methods.Where(method => !method.IsStatic).ToList();
        if (own.Count > 1)
            throw MethodReader.Wrong(own[1],
                $"there is another {name}, and only one of them can become the model's calls: give this one another name");
        if (own.Count == 0 && methods.Count > 0 && !type.GetMembers().OfType<IMethodSymbol>().Any(ProgramReader.IsMarked))
            throw MethodReader.Wrong(methods[0], "it is static, and computes with the fields of an object: take 'static' away",
                SyntaxFixes.WithoutModifier(methods[0], SyntaxKind.StaticKeyword));
        return own.FirstOrDefault();
    }

    /// <summary>What is told of a class without Forward.</summary>
    public static LanguageException NoForward(INamedTypeSymbol type)
        => Meant(type, KnownNames.Forward, ForwardWords, LooksLikeForward) is { } other
            ? new(Descriptors.NoForward, ClassRequirements.LocationOf(other), SyntaxFixes.Rename(other, KnownNames.Forward), type.Name,
                $"rename {other.Name} to Forward")
            : new LanguageException(Descriptors.NoForward, ClassRequirements.LocationOf(type), type.Name,
                Inherited(type, KnownNames.Forward)
                    ?? $"add 'public Tensor Forward([Shape(\"N\", 784)] Tensor input) => ...'");

    /// <summary>What is told of a class that has an optimizer and no Loss.</summary>
    public static LanguageException NoLoss(INamedTypeSymbol type, string optimizer)
    {
        var meant = Meant(type, KnownNames.Loss, LossWords, LooksLikeLoss);
        var advice = meant is not null ? $"rename {meant.Name} to Loss" : Inherited(type, KnownNames.Loss)
            ?? $"add 'public Tensor Loss(Tensor prediction, [Shape(...)] Tensor target) => ...' or take [{optimizer}] away";
        return new(Descriptors.OptimizerWithoutLoss, ClassRequirements.LocationOf((ISymbol?)meant ?? type),
            meant is null ? null : SyntaxFixes.Rename(meant, KnownNames.Loss), type.Name, advice);
    }

    private static string? Inherited(INamedTypeSymbol type, string name)
    {
        for (var holder = type.BaseType; holder is not null; holder = holder.BaseType)
        {
            if (holder.Method(name) is not null)
                return $"it inherits that of {holder.Name}, and a model is read from its own class: write {name} in {type.Name}";
        }

        return null;
    }

    /// <summary>The method that seems to be meant: by its name, or as the only one of that form.</summary>
    private static IMethodSymbol? Meant(INamedTypeSymbol type, string name, HashSet<string> words, Func<IMethodSymbol, bool> fits)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary && !ProgramReader.IsMarked(method)
                && method.Name is not (KnownNames.Forward or KnownNames.Loss)
                && (GivesTensor(method) || method.Parameters.Any(parameter => parameter.Type.IsAnyTensor()))).ToList();
        var formed = methods.Where(fits).ToList();
        return methods.Where(method => EditDistance.Levenshtein(method.Name, name) <= 2).Concat(formed.Where(method =>
                words.Contains(method.Name.ToLowerInvariant()))).FirstOrDefault()
            ?? (formed.Count == 1 ? formed[0] : null);
    }

    private static bool LooksLikeForward(IMethodSymbol method)
        => GivesTensor(method) && method.Parameters.Any(parameter => parameter.Attribute("ShapeAttribute") is not null);

    private static bool LooksLikeLoss(IMethodSymbol method)
        => method.ReturnType.IsTensor() && LooksLikeForward(method) && method.Parameters[0].Attribute("ShapeAttribute") is null;

    private static bool GivesTensor(IMethodSymbol method)
        => method.ReturnType.IsAnyTensor() || (method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            && tuple.TupleElements.All(element => element.Type.IsAnyTensor()));
}
