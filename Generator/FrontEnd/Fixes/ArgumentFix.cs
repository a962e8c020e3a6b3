using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;

namespace ModelGen.Generator.FrontEnd.Fixes;

/// <summary>Gives a parameter of a call, or of the creation of a module, the value that fits.</summary>
internal static class ArgumentFix
{
    /// <summary>Changes an argument of a call, or adds it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">What it is to be given.</param>
    public static Fix? OfCall(IInvocationOperation call, string parameter, string value)
        => call.Syntax is InvocationExpressionSyntax { ArgumentList: var list } ? Change(list, call.Arguments, parameter, value) : null;

    /// <summary>The same for the constructor of a module that a field holds.</summary>
    /// <param name="field">The field.</param>
    /// <param name="file">The file of the diagnostic, which alone a fix can change.</param>
    /// <param name="code">The source.</param>
    /// <param name="parameter">The constructor's parameter.</param>
    /// <param name="value">What it is to be given.</param>
    public static Fix? OfField(IFieldSymbol field, SyntaxTree? file, SourceCode code, string parameter, string value)
        => Creation(field, code) is { Syntax: BaseObjectCreationExpressionSyntax { ArgumentList: { } list } } creation
            && list.SyntaxTree == file
            ? Change(list, creation.Arguments, parameter, value)
            : null;

    /// <summary>The <c>new</c> that a field holds; null where it holds anything else.</summary>
    public static IObjectCreationOperation? Creation(IFieldSymbol field, SourceCode code)
        => field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax
        {
            Initializer.Value: BaseObjectCreationExpressionSyntax value
        } ? code.Operation(value) as IObjectCreationOperation : null;

    private static Fix? Change(ArgumentListSyntax list, IEnumerable<IArgumentOperation> arguments, string parameter, string value)
    {
        var argument = arguments.FirstOrDefault(other => other.Parameter?.Name == parameter && !other.IsImplicit);
        if (argument is null)
        {
            var added = (list.Arguments.Count > 0 ? ", " : "") + $"{parameter}: {value}";
            return new($"Add {parameter}: {value}", new TextChange(new(list.CloseParenToken.SpanStart, 0), added));
        }

        return argument.Value.ConstantValue.HasValue && argument.Syntax is ArgumentSyntax { Expression: var expression }
            ? new($"Use {value} instead of {expression}", new TextChange(expression.Span, value))
            : null;
    }
}
