using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Fixes;

namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>Fixes of words: what the advice says, where it is one method with the arguments that are written already.</summary>
internal static class WordFix
{
    /// <summary>Stands for the tensor in an advice that is looked at.</summary>
    private const string Tensor = "{x}";

    /// <summary>Begins what is said of further arguments.</summary>
    private const string Otherwise = ", or ";

    private static readonly Regex OneMethod = new(@"write \{x\}\.(?<name>\w+)\((?<open>\.\.\.|other|\w+)?\)", RegexOptions.ExplicitCapture);

    private static readonly Regex NearestMember = new(@"is \{x\}\.(?<name>\w+)$", RegexOptions.ExplicitCapture);

    /// <summary>A member of a tensor under another name.</summary>
    /// <param name="type">The tensor's type.</param>
    /// <param name="access">The access to what it lacks.</param>
    public static Fix? OfMember(INamedTypeSymbol type, MemberAccessExpressionSyntax access)
    {
        var call = access.Parent as InvocationExpressionSyntax;
        return Method(type, access.Name.Identifier.ValueText, call?.ArgumentList.Arguments.Count ?? 0) is { } name
            ? SyntaxFixes.Rename(access.Name.Identifier, call is null ? name + "()" : name)
            : null;
    }

    /// <summary>A function of another library, or of Math, whose first argument is a tensor: the method of that tensor.</summary>
    /// <param name="type">The type of tensors.</param>
    /// <param name="call">The call.</param>
    /// <param name="word">The function's name.</param>
    /// <param name="tensor">The argument that is the tensor.</param>
    public static Fix? OfFunction(INamedTypeSymbol type, InvocationExpressionSyntax? call, string word, ArgumentSyntax? tensor)
    {
        if (call is null || tensor is null) return null;
        var others = call.ArgumentList.Arguments.Where(argument => argument != tensor).ToList();
        return Method(type, word, others.Count) is { } name
            ? SyntaxFixes.Replace(call, $"{SyntaxFixes.Operand(tensor.Expression)}.{name}({string.Join(", ", others)})")
            : null;
    }

    /// <summary>Puts a text behind an expression.</summary>
    public static Fix Append(ExpressionSyntax expression, string call)
        => new($"Write {SyntaxFixes.Operand(expression)}{call}", SyntaxFixes.Call(expression, call));

    /// <summary>A number without the suffix of decimals.</summary>
    public static Fix? OfDecimal(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax { Token.Text: var text } literal
            ? SyntaxFixes.Replace(literal, text.TrimEnd('m', 'M'))
            : null;

    /// <summary>The method that an advice names; null where the advice asks for anything else, or leaves arguments open.</summary>
    private static string? Method(INamedTypeSymbol type, string word, int arguments)
    {
        if (MemberAdvice.Find(type, word, Tensor) is not { } advice) return null;
        if (NearestMember.Match(advice) is { Success: true } near) return near.Groups["name"].Value;
        if (OneMethod.Match(advice) is not { Success: true } match) return null;
        var rest = advice.Substring(match.Index + match.Length);
        if (rest.Length > 0 && !(arguments == 0 && rest.StartsWith(Otherwise, StringComparison.Ordinal))) return null;
        return arguments > 0 || !match.Groups["open"].Success ? match.Groups["name"].Value : null;
    }
}
