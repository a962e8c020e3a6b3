using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.FrontEnd;

/// <summary>Runs the statements of a body on symbolic values, up to the value that it returns.</summary>
internal sealed class StatementReader(ExpressionReader expressions, Scope scope)
{
    /// <summary>The value that a body returns.</summary>
    /// <param name="body">A block, or the block that stands for an expression body.</param>
    public SymbolicValue Body(IOperation body)
        => Run(body) ?? throw new LanguageException(Descriptors.UnknownSyntax, body.Syntax.GetLocation(), "a method that returns nothing", "end it with 'return' and a value");

    /// <summary>Runs one statement; the value if it returned one.</summary>
    private SymbolicValue? Run(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return block.Operations.Select(Run).FirstOrDefault(value => value is not null);
            case IReturnOperation { ReturnedValue: { } value }:
                return expressions.Read(value);
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators)) Declare(declarator);
                return null;
            case IExpressionStatementOperation expression:
                expressions.Read(expression.Operation);
                return null;
            case ILocalFunctionOperation or IEmptyOperation or ILabeledOperation { Operation: null }:
                return null;
            default:
                throw Unknown(statement);
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer() is { } initializer) scope[declarator.Symbol] = expressions.Read(initializer.Value, declarator.Symbol.Name);
    }

    private static LanguageException Unknown(IOperation statement)
    {
        var (what, instead) = statement switch
        {
            IInvalidOperation => throw new LanguageException(null),
            IConditionalOperation => ("'if' on what is known only at run time", "use operations that choose elementwise, such as Maximum or Clamp"),
            ILoopOperation => ("loops", "write the steps one after the other, or in a method of their own"),
            ISwitchOperation => ("'switch' statements", "write the steps one after the other, or in a method of their own"),
            ITryOperation => ("'try'", "a model has no exceptions: take it away"),
            IUsingOperation or IUsingDeclarationOperation => ("'using'", "tensors need no disposal: take it away"),
            IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } => ("'throw'", "shapes are checked by the compiler: take it away"),
            IReturnOperation => ("'return' without a value", "return a Tensor"),
            _ => ("this statement", "it has local variables, assignments, calls and 'return'"),
        };
        var token = statement.Syntax.GetFirstToken();
        return new(Descriptors.UnknownSyntax, token.GetLocation(), what, instead);
    }
}
