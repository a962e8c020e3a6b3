using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Passes.Optimizers;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>The methods of a model that are marked [GradientTransform], and what form they have.</summary>
internal static class GradientTransformMethods
{
    private const string Attribute = "GradientTransformAttribute";

    /// <summary>A model's, in the order in which they are declared.</summary>
    public static IEnumerable<IMethodSymbol> In(INamedTypeSymbol model)
        => model.GetMembers().OfType<IMethodSymbol>().Where(method => Attributes(method).Any());

    public static IEnumerable<AttributeData> Attributes(IMethodSymbol method)
        => method.GetAttributes().Where(data => data.AttributeClass.IsKnown(Attribute));

    /// <summary>What the new gradient is called in the graph of one.</summary>
    public const string Gradient = OptimizerStep.Gradient;

    /// <summary>Whether a method is of whole tensors, and not of single numbers.</summary>
    public static bool IsOfTensors(IMethodSymbol method) => method.ReturnType.IsTensor();

    /// <summary>The name of a ref parameter's state, or null where it is none.</summary>
    public static string? State(IParameterSymbol parameter)
        => parameter.RefKind == RefKind.Ref
            ? GraphText.SnakeCase(char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1))
            : null;

    /// <summary>A mistake of one that stands where nothing reads it.</summary>
    public static Diagnostic? Stray(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!Attributes(method).Any() || type.Attribute("ModelAttribute") is not null) return null;
        return Wrong(method, $"it stands in {type.Name}, which is no [Model]: a model transforms its own gradients").Diagnostic;
    }

    /// <exception cref="LanguageException">It has another form than those that are known.</exception>
    public static void Check(IMethodSymbol method)
    {
        // Half-typed: C# itself reports it.
        if (method.Parameters.Any(parameter => parameter.Name.Length == 0)) throw new LanguageException(null);
        if (!method.IsStatic || method.MethodKind != MethodKind.Ordinary || method.IsGenericMethod || method.IsAsync)
            throw Wrong(method, "it is not a plain static method: it is a function of the gradient that it is given");
        if (In(method.ContainingType).First(other => other.Name == method.Name) is var first
            && !SymbolEqualityComparer.Default.Equals(first, method))
            throw Wrong(method, "there is another one of this name, by which their states are told apart: choose another name");
        if (!IsReal(method.ReturnType) && !IsOfTensors(method))
            throw Wrong(method, $"it returns {method.ReturnType.ToDisplayString()}: it returns the new gradient, a float or a Tensor");
        foreach (var parameter in method.Parameters) Check(method, parameter);
        if (method.Parameters.All(parameter => parameter.Name != OptimizerStep.Gradient))
            throw Wrong(method, $"it takes no gradient: add '{(IsOfTensors(method) ? "Tensor" : "float")} gradient'");
    }

    public static LanguageException Wrong(ISymbol symbol, string why)
        => new(Descriptors.WrongGradientTransform, symbol.Locations.FirstOrDefault(),
            symbol is IParameterSymbol ? symbol.ContainingSymbol.Name : symbol.Name, why);

    private static void Check(IMethodSymbol method, IParameterSymbol parameter)
    {
        var isGiven = parameter.Name is OptimizerStep.Gradient or OptimizerStep.Parameter;
        if (parameter.RefKind is not (RefKind.None or RefKind.Ref) || (isGiven && parameter.RefKind == RefKind.Ref))
            throw Wrong(parameter,
                $"{parameter.Name} is passed by {parameter.RefKind.ToString().ToLowerInvariant()}: a state is a ref parameter of another "
                    + "name, all else is passed by value");
        if (parameter.RefKind == RefKind.None && !isGiven)
            throw Wrong(parameter, $"{parameter.Name} is neither gradient nor parameter nor a state, which is a ref parameter");
        if (IsOfTensors(method) ? !parameter.Type.IsTensor() : !IsReal(parameter.Type))
            throw Wrong(parameter,
                $"{parameter.Name} is of type {parameter.Type.ToDisplayString()}: what it takes is {(IsOfTensors(method)
                    ? "a Tensor, as what it returns" : "a float or double, as what it returns")}");
    }

    private static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
}
