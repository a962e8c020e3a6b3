using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>What to write instead of a member that a type lacks: one that it has, in another spelling or near, or another way.</summary>
internal static class MemberAdvice
{
    /// <param name="type">The type.</param>
    /// <param name="name">The member that it lacks.</param>
    /// <param name="tensor">The tensor that it is said of.</param>
    public static string? Find(INamedTypeSymbol type, string name, string tensor)
    {
        var known = Names(type);
        if (Spelling.Same(name, known) is { } same) return Spelled(type, name, same, tensor);
        return (type.IsTensor() ? TensorWords.Advice(name, tensor) : null)
            ?? (Spelling.Nearest(name, known) is { } near ? $"the nearest that there is is {tensor}.{near}" : null);
    }

    /// <summary>The names of what everybody can use of a type.</summary>
    public static IReadOnlyList<string> Names(INamedTypeSymbol type)
        => type.GetMembers().Where(member => member.DeclaredAccessibility == Accessibility.Public && member.CanBeReferencedByName)
            .Select(member => member.Name).Distinct().ToList();

    /// <summary>An advice with the arguments that are written, where it leaves them open.</summary>
    public static string Filled(string advice, IEnumerable<ArgumentSyntax>? arguments)
    {
        var texts = arguments?.Select(argument => SyntaxText.Short(argument)).ToList() ?? [];
        return texts.Count == 0 || !advice.EndsWith("(...)", StringComparison.Ordinal)
            ? advice
            : advice.Substring(0, advice.Length - "...)".Length) + string.Join(", ", texts) + ")";
    }

    private static string Spelled(INamedTypeSymbol type, string name, string same, string tensor)
    {
        var members = type.GetMembers(same);
        var isBare = members.OfType<IMethodSymbol>().Any(method => method.Parameters.All(parameter => parameter.IsOptional));
        var change = name.EndsWith("_", StringComparison.Ordinal) ? "a tensor does not change, so use the result: " : "";
        return members.All(member => member.IsStatic)
            ? $"{change}write Tensor.{same}(...)"
            : $"{change}write {tensor}.{same}({(isBare ? "" : "...")})";
    }
}
