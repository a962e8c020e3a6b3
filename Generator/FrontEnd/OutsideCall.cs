using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Warns where a program calls a model's Forward or Loss, which are read by the compiler and throw when they run.</summary>
internal static class OutsideCall
{
    /// <param name="call">Any call.</param>
    /// <param name="container">The method that it stands in.</param>
    public static Diagnostic? Diagnose(IInvocationOperation call, ISymbol container)
    {
        var method = call.TargetMethod;
        if (method.Name is not (KnownNames.Forward or KnownNames.Loss) || method.IsStatic
            || method.ContainingType.Attribute("ModelAttribute") is null || IsRead(container)) return null;
        return Diagnostic.Create(Descriptors.CalledFromOutside, SyntaxText.LocationOf(call.Syntax), method.Name,
            method.Name == KnownNames.Forward ? "Predict" : "Evaluate");
    }

    /// <summary>Whether the compiler reads the code around the call: that of a model or a module, or a function of tensors.</summary>
    private static bool IsRead(ISymbol container)
    {
        for (var around = container; around is not null; around = around.ContainingSymbol)
        {
            if (around is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Type.IsAnyTensor())) return true;
            if (around is INamedTypeSymbol type && (type.IsModule() || type.Attribute("ModelAttribute") is not null)) return true;
        }

        return false;
    }
}
