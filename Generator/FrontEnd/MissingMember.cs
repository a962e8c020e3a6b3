using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Tells why a model lacks a member, where it is called: C# says only that there is none.</summary>
internal static class MissingMember
{
    /// <summary>The diagnostic at the member's name; null where there is such a member, or where nothing is known of it.</summary>
    public static Diagnostic? Diagnose(MemberAccessExpressionSyntax access, SemanticModel semantics, CancellationToken cancellation)
    {
        var name = access.Name.Identifier.ValueText;
        if (!MemberNames.All.Contains(name) && MemberNames.AttributeFor(name) is null) return null;
        if (semantics.GetTypeInfo(access.Expression, cancellation).Type is not INamedTypeSymbol type) return null;
        if (semantics.GetSymbolInfo(access, cancellation).Symbol is not null) return null;
        if (IsUnmarked(type))
            return Diagnostic.Create(Descriptors.MissingMember, access.Name.GetLocation(), type.Name, name,
                $"the class is no model: write '[Model] public partial class {type.Name}'");
        if (MemberNames.AttributeFor(name) is { } option)
            return type.Attribute("ModelAttribute") is null
                ? null
                : Diagnostic.Create(Descriptors.MissingMember, access.Name.GetLocation(), type.Name, name,
                    $"the class has no [{option}], which would give it one");
        var missing = Reason(type, name) is { } reason ? (Name: name, Reason: reason)
            : name == FitOverloads.Any && TakesLoader(access, semantics, cancellation)
                ? (Name: FitOverloads.OverLoader, Reason: Reason(type, FitOverloads.OverLoader))
            : default;
        return missing.Reason is null
            ? null
            : Diagnostic.Create(Descriptors.MissingMember, access.Name.GetLocation(), type.Name, missing.Name, missing.Reason);
    }

    /// <summary>Whether a class of this project has Forward as a model has, and is not marked as one.</summary>
    private static bool IsUnmarked(INamedTypeSymbol type)
        => type.Attribute("ModelAttribute") is null && !type.IsModule() && type.DeclaringSyntaxReferences.Length > 0
            && type.Method(KnownNames.Forward) is { } forward && forward.ReturnType.IsAnyTensor()
            && forward.Parameters.Any(parameter => parameter.Attribute("ShapeAttribute") is not null);

    private static string? Reason(INamedTypeSymbol type, string member)
        => type.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "MissingMemberAttribute")
            .Select(attribute => attribute.ConstructorArguments)
            .Where(arguments => arguments.Length == 2 && arguments[0].Value as string == member)
            .Select(arguments => arguments[1].Value as string).FirstOrDefault();

    private static bool TakesLoader(MemberAccessExpressionSyntax access, SemanticModel semantics, CancellationToken cancellation)
        => access.Parent is InvocationExpressionSyntax call
            && call.ArgumentList.Arguments
                .Any(argument => semantics.GetTypeInfo(argument.Expression, cancellation).Type?.Name == "DataLoader");
}
