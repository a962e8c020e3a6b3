using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>
/// Answers a name that C# does not find, or an argument that it does not take, where a tensor or a module is meant: with what to write.
/// C# reports the error itself; nothing is said of code that compiles.
/// </summary>
internal static class WordCheck
{
    private static readonly HashSet<string> Libraries = ["torch", "nn", "F", "np", "numpy", "tf", "keras", "functional", "jnp", "jax"];

    /// <summary>The answer to an expression that C# has an error in; null where there is none.</summary>
    /// <param name="syntax">The expression.</param>
    /// <param name="semantics">What is known of it.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static Diagnostic? OfExpression(SyntaxNode syntax, SemanticModel semantics, CancellationToken cancellation)
    {
        var types = new TypeLookup(semantics, cancellation);
        var (names, arguments) = (new NameCheck(types), new ArgumentCheck(types));
        return syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call =>
                OfMethod(call, access, names) ?? arguments.Check(call, call.ArgumentList),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } call =>
                names.ModuleCall(call, name) ?? names.Function(call, name, name) ?? arguments.Check(call, call.ArgumentList),
            InvocationExpressionSyntax { Expression: ElementAccessExpressionSyntax element } call => names.ModuleCall(call, element),
            BaseObjectCreationExpressionSyntax { ArgumentList: { } list } creation => arguments.Check(creation, list),
            MemberAccessExpressionSyntax access when !IsPartOfName(access) => OfMember(access, names),
            BinaryExpressionSyntax binary => OperatorCheck.Check(binary, types),
            _ => null,
        };
    }

    private static Diagnostic? OfMethod(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, NameCheck names)
        => Root(access) is { } root && Libraries.Contains(root.Identifier.ValueText)
            ? names.Function(call, access.Name, root)
            : names.Member(access) ?? names.MathFunction(call, access);

    private static Diagnostic? OfMember(MemberAccessExpressionSyntax access, NameCheck names)
        => Root(access) is { } root && Libraries.Contains(root.Identifier.ValueText)
            ? names.Function(null, access.Name, root)
            : names.Member(access);

    private static IdentifierNameSyntax? Root(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => Root(access.Expression),
        _ => expression as IdentifierNameSyntax,
    };

    /// <summary>Whether a larger expression answers for it: the call of the member, or a longer path into another library.</summary>
    private static bool IsPartOfName(MemberAccessExpressionSyntax access) => access.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == access,
        MemberAccessExpressionSyntax longer => longer.Expression == access && Root(access) is { Identifier.ValueText: var name }
            && Libraries.Contains(name),
        _ => false,
    };
}
