using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelGen.Generator.FrontEnd.Fixes;
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
        var fix = ParameterWords.Find(word, known) is { } better ? SyntaxFixes.Rename(name.Identifier, better) : null;
        return TypeLookup.Answer(name, $"parameter {word} of {Owner(methods[0])}", advice, fix);
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
            return TypeLookup.Answer(syntax, $"conversion from {given.Name} to Tensor", $"write {text}.ToTensor()",
                WordFix.Append(syntax, ".ToTensor()"));
        if (given is INamedTypeSymbol { IsTupleType: true, TupleElements: [var first, ..] } && first.Type.IsTensor()
            && wanted.All(type => type.IsTensor()))
            return TypeLookup.Answer(syntax, "conversion from several results to Tensor", $"take one of them: write {text}.{first.Name}",
                WordFix.Append(syntax, "." + first.Name));
        return given.SpecialType == SpecialType.System_Decimal && wanted.Any(type => type.IsTensor() || IsReal(type))
            ? TypeLookup.Answer(syntax, $"decimal in {Owner(methods[0])}", $"numbers are double: write {text.TrimEnd('m', 'M')}",
                WordFix.OfDecimal(syntax))
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
        if (methods.Count > 1) return null;
        var names = list.Arguments.Select(argument => argument.NameColon?.Name.Identifier.ValueText).OfType<string>().ToList();
        var missing = methods[0].Parameters.Skip(list.Arguments.Count - names.Count)
            .Where(parameter => !parameter.IsOptional && !parameter.IsParams && !names.Contains(parameter.Name)).ToList();
        if (missing.Count == 0) return null;
        var given = list.Arguments.Select(argument => SyntaxText.Short(argument)).Concat(missing.Select(Example));
        var callee = call is InvocationExpressionSyntax invocation ? SyntaxText.Short(invocation.Expression) : "new";
        var lacking = string.Join(" and ", missing.Select(parameter => parameter.Name));
        return TypeLookup.Answer(Callee(call), $"{Owner(methods[0])} without {lacking}",
            $"write {callee}({string.Join(", ", given)})");
    }

    private static string Example(IParameterSymbol parameter)
        => parameter.Type.SpecialType == SpecialType.System_Int32 && parameter.Name == "axis" ? "0" : parameter.Name;

    private static Location Callee(ExpressionSyntax call)
        => call is InvocationExpressionSyntax ? SyntaxText.LocationOf(call) : call.GetFirstToken().GetLocation();

    private static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    private static string Owner(IMethodSymbol method)
        => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
}
