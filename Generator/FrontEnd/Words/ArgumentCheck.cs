using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>Answers arguments whose name or type a method of a tensor or a module's constructor does not take.</summary>
internal sealed class ArgumentCheck(TypeLookup types)
{
    /// <param name="call">The call or creation.</param>
    /// <param name="list">Its arguments.</param>
    public Diagnostic? Check(ExpressionSyntax call, ArgumentListSyntax list)
    {
        var methods = types.Candidates(call).OfType<IMethodSymbol>()
            .Where(method => method.ContainingType.IsAnyTensor() || method.ContainingType.IsModule()).ToList();
        if (methods.Count == 0) return null;
        return list.Arguments.Select((argument, position) => Named(argument, methods) ?? Typed(argument, position, methods))
            .FirstOrDefault(found => found is not null) ?? Missing(call, list, methods);
    }

    private static Diagnostic? Named(ArgumentSyntax argument, List<IMethodSymbol> methods)
    {
        if (argument.NameColon is not { Name: var name }) return null;
        var known = methods.SelectMany(method => method.Parameters).Select(parameter => parameter.Name).Distinct().ToList();
        var word = name.Identifier.ValueText;
        if (known.Contains(word)) return null;
        var advice = word == "inplace" ? "a tensor does not change: take it away, and use the result"
            : ParameterWords.Find(word, known) is { } parameter ? $"write {parameter}:"
            : known.Count == 0 ? "it has no parameters" : $"its parameters are {string.Join(", ", known)}";
        return TypeLookup.Answer(name, $"parameter {word} of {Owner(methods[0])}", advice);
    }

    private Diagnostic? Typed(ArgumentSyntax argument, int position, List<IMethodSymbol> methods)
    {
        var name = argument.NameColon?.Name.Identifier.ValueText;
        var wanted = methods.SelectMany(method => method.Parameters.Where((parameter, number) =>
            name is null ? number == position : parameter.Name == name)).Select(parameter => parameter.Type).ToList();
        if (wanted.Count == 0 || types.Type(argument.Expression) is not { } given) return null;
        var (syntax, text) = (argument.Expression, SyntaxText.Short(argument.Expression));
        if (given.SpecialType == SpecialType.System_String) return OfText(syntax, wanted);
        if (given.IsTensor() && wanted.All(type => type.IsIndexTensor()))
            return TypeLookup.Answer(syntax, "conversion from Tensor to IndexTensor", $"{Owner(methods[0])} takes whole numbers: declare "
                + $"'[Shape(\"N\", ...)] IndexTensor {(syntax is IdentifierNameSyntax ? text : "indices")}'");
        if (given.IsAnyTensor() && !given.IsTensor() && wanted.All(type => type.IsTensor()))
            return TypeLookup.Answer(syntax, $"conversion from {given.Name} to Tensor", $"write {text}.ToTensor()");
        return given.SpecialType == SpecialType.System_Decimal && wanted.Any(type => type.IsTensor() || IsReal(type))
            ? TypeLookup.Answer(syntax, $"decimal in {Owner(methods[0])}", $"numbers are double: write {text.TrimEnd('m', 'M')}")
            : null;
    }

    /// <summary>A text where a number, a tensor or a choice is taken.</summary>
    private static Diagnostic? OfText(ExpressionSyntax argument, List<ITypeSymbol> wanted)
    {
        if (wanted.Any(type => type.SpecialType is SpecialType.System_String or SpecialType.System_Object) || wanted[0] is IArrayTypeSymbol)
            return null;
        var type = wanted[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return TypeLookup.Answer(argument, $"conversion from string to {type}",
            wanted[0].TypeKind == TypeKind.Enum ? Member(argument, wanted[0]) : "a text is no number: take the quotes away");
    }

    private static string Member(ExpressionSyntax argument, ITypeSymbol type)
    {
        var members = type.GetMembers().OfType<IFieldSymbol>().Select(member => member.Name).ToList();
        var word = argument is LiteralExpressionSyntax { Token.ValueText: var text } ? text : "";
        return (Spelling.Same(word, members) ?? Spelling.Nearest(word, members)) is { } member
            ? $"write {type.Name}.{member}"
            : $"write one of {string.Join(", ", members.Select(name => $"{type.Name}.{name}"))}";
    }

    private static Diagnostic? Missing(ExpressionSyntax call, ArgumentListSyntax list, List<IMethodSymbol> methods)
    {
        if (call is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } || list.Arguments.Count > 0
            || methods.Count > 1) return null;
        var needed = methods[0].Parameters.Where(parameter => !parameter.IsOptional)
            .Select(parameter => parameter.Type.SpecialType == SpecialType.System_Int32 ? "0" : parameter.Name).ToList();
        return needed.Count == 0
            ? null
            : TypeLookup.Answer(access.Name, $"{Owner(methods[0])} without arguments",
                $"write {SyntaxText.Short(access.Expression)}.{access.Name}({string.Join(", ", needed)})");
    }

    private static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static string Owner(IMethodSymbol method)
        => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
}
