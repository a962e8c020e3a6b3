using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>A call of one of Tensor's methods, at whose arguments mistakes are reported.</summary>
internal sealed class CallSite(ReadingContext context, ExpressionReader expressions, IInvocationOperation call) : IOperationSite
{
    public Node ToNode(SymbolicValue value, string? parameter)
        => expressions.ToNode(value, parameter is null ? call.Syntax : SyntaxOf(parameter));

    public Exception NotConstant(string parameter, SymbolicValue value) => expressions.NeedsConstant(SyntaxOf(parameter), parameter, value);

    public Exception NotADimension(string parameter, string what, string instead, SymbolicValue? value)
        => new LanguageException(Descriptors.NotADimension, SyntaxOf(parameter).GetLocation(), what, instead)
        {
            DependsOnNumbers = value is not null && UnknownNumbers.AreIn(value, context.Builder),
        };

    public void NoteBounds(string what, double low, double high)
    {
        if (BoundsCheck.Check(what, low, high, SyntaxText.LocationOf(call.Syntax), () => BoundsCheck.Swap(call, 0)) is { } warning)
            context.Note(warning);
    }

    public void NoteRead()
        => context.Note(Diagnostic.Create(Descriptors.Synchronises, call.Syntax.GetLocation(), SyntaxText.Short(call.Syntax)));

    private SyntaxNode SyntaxOf(string parameter)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter && !argument.IsImplicit)?.Value.Syntax
            ?? call.Syntax;
}
