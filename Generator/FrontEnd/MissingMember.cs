using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Tells why a model lacks a member, where it is called: C# says only that there is none.</summary>
internal static class MissingMember
{
    /// <summary>The diagnostic at the member's name; null where there is such a member, or where nothing is known of it.</summary>
    public static Diagnostic? Of(MemberAccessExpressionSyntax access, SemanticModel semantics, CancellationToken cancellation)
    {
        var name = access.Name.Identifier.ValueText;
        if (!MemberNames.All.Contains(name) || semantics.GetTypeInfo(access.Expression, cancellation).Type is not INamedTypeSymbol type) return null;
        var reason = type.GetAttributes().Where(attribute => attribute.AttributeClass?.Name == "MissingMemberAttribute")
            .Select(attribute => attribute.ConstructorArguments)
            .FirstOrDefault(arguments => arguments.Length == 2 && arguments[0].Value as string == name);
        if (reason.IsDefaultOrEmpty || semantics.GetSymbolInfo(access, cancellation).Symbol is not null) return null;
        return Diagnostic.Create(Descriptors.MissingMember, access.Name.GetLocation(), type.Name, name, reason[1].Value);
    }
}
