using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Checks an [Elementwise] method by itself: whatever its arguments are, the model language has what it does.</summary>
internal static class ElementwiseParser
{
    /// <summary>
    /// Whether its mistakes are reported at the method alone. One with whole numbers or truths is read where it is called, for these may
    /// have to be known there.
    /// </summary>
    public static bool IsReportedByItself(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsGenericMethod: false }
            && method.Attribute("ElementwiseAttribute") is not null && method.Parameters.All(parameter => IsReal(parameter.Type));

    public static void Check(IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        try
        {
            CheckSignature(method);
            if (IsReportedByItself(method)) Read(method, new(compilation, cancellation));
        }
        catch (LanguageException exception)
        {
            if (exception.Diagnostic is { } diagnostic) report(diagnostic);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            report(Diagnostic.Create(Descriptors.CompilerFault, method.Locations.FirstOrDefault(), method.Name,
                $"{exception.GetType().Name}: {exception.Message}"));
        }
    }

    private static void Read(IMethodSymbol method, SourceCode code)
    {
        var builder = new GraphBuilder(method.Name, ElementType.Float64);
        var arguments = method.Parameters
            .Select(parameter => (SymbolicValue)new TensorValue(builder.Input(new(parameter.Name, new(ElementType.Float64, Shape.Scalar)))))
            .ToList();
        new ScalarReader(code, new ScalarChoices(builder, isDifferentiated: true), null).Call(method, arguments,
            method.DeclaringSyntaxReferences[0].GetSyntax(code.Cancellation));
    }

    private static void CheckSignature(IMethodSymbol method)
    {
        if (!method.IsStatic || method.MethodKind != MethodKind.Ordinary) throw Wrong(method, "an [Elementwise] method that is not static");
        if (method.IsGenericMethod || method.ContainingType.IsGenericType) throw Wrong(method, "a generic [Elementwise] method");
        if (method.IsAsync || !(method.ReturnsVoid || IsScalar(method.ReturnType)))
            throw Wrong(method, $"an [Elementwise] method that returns {method.ReturnType.ToDisplayString()}");
        if (method.Parameters.FirstOrDefault(parameter => !IsScalar(parameter.Type)) is { } other)
            throw Wrong(other, $"a parameter of type {other.Type.ToDisplayString()} of an [Elementwise] method");
    }

    private static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static bool IsScalar(ITypeSymbol type)
        => IsReal(type) || type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Boolean;

    private static LanguageException Wrong(ISymbol symbol, string what)
        => ScalarReader.Unknown(symbol.Locations[0], what,
            "it is static and takes and returns float or double, or for use by other such methods int and bool");
}
