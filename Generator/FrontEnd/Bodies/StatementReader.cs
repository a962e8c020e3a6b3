using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>
/// The continuation of a statement: returns the method's result, or null at the end of the body of a loop or branch.
/// </summary>
internal delegate SymbolicValue? Continuation();

/// <summary>
/// Runs the statements of a body on symbolic values, up to the value that it returns. Each statement gets what comes after it, so that a
/// condition which only a call knows can run it on either side.
/// </summary>
internal sealed class StatementReader
{
    private readonly Stack<(Continuation Break, Continuation Continue)> _jumps = new();
    private readonly BranchReader _branches;
    private readonly LoopReader _loops;

    public StatementReader(ReadingContext context, ExpressionReader expressions, Scope scope)
    {
        (Context, Expressions, Scope) = (context, expressions, scope);
        (_branches, _loops) = (new(this), new(this));
    }

    public ReadingContext Context { get; }

    public ExpressionReader Expressions { get; }

    public Scope Scope { get; }

    /// <summary>The value that a body returns.</summary>
    /// <param name="body">A block, or the block that stands for an expression body.</param>
    public SymbolicValue Body(IOperation body)
        => Execute(body, () => null)
            ?? throw new LanguageException(Descriptors.UnknownSyntax, body.Syntax.GetLocation(), "a method that returns nothing",
                "end it with 'return' and a value");

    /// <summary>Runs a statement and what comes after it.</summary>
    public SymbolicValue? Execute(IOperation statement, Continuation rest)
    {
        NestingLimit.Check(statement.Syntax);
        if (RunsPlain(statement)) return rest();
        switch (statement)
        {
            case IBlockOperation block:
                return Sequence(block.Operations, 0, rest);
            case IReturnOperation { ReturnedValue: { } value }:
                return Expressions.Read(value);
            case IConditionalOperation conditional:
                return _branches.If(conditional, rest);
            case ISwitchOperation choice:
                return _branches.Switch(choice, rest);
            case IForLoopOperation loop:
                return Sequence(loop.Before, 0,
                    () => _loops.ReadLoop(loop, loop.Condition, loop.Body, loop.AtLoopBottom, isTestedFirst: true, rest));
            case IWhileLoopOperation { ConditionIsUntil: false } loop:
                return _loops.ReadLoop(loop, loop.Condition, loop.Body, [], loop.ConditionIsTop, rest);
            case IForEachLoopOperation loop:
                return _loops.ForEach(loop, rest);
            case IBranchOperation { BranchKind: BranchKind.Break } when _jumps.Count > 0:
                return Outside(jump => jump.Break);
            case IBranchOperation { BranchKind: BranchKind.Continue } when _jumps.Count > 0:
                return Outside(jump => jump.Continue);
            default:
                throw Unknown(statement);
        }
    }

    /// <summary>Runs the statements from one on, then the rest.</summary>
    public SymbolicValue? Sequence(IReadOnlyList<IOperation> statements, int from, Continuation rest)
    {
        // Straight-line statements are run iteratively and use no stack, however many there are.
        while (from < statements.Count && RunsPlain(statements[from])) from++;
        var next = from + 1;
        return from == statements.Count ? rest() : Execute(statements[from], () => Sequence(statements, next, rest));
    }

    /// <summary>
    /// Runs a declaration or an expression; does nothing and gives false for a statement that steers what comes after it.
    /// </summary>
    private bool RunsPlain(IOperation statement)
    {
        if (statement is IVariableDeclarationGroupOperation group)
        {
            foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators)) Declare(declarator);
            return true;
        }

        if (statement is not IExpressionStatementOperation { Operation: not IThrowOperation } expression)
            return statement is ILocalFunctionOperation or IEmptyOperation or ILabeledOperation { Operation: null };
        Expressions.Read(expression.Operation);
        ThrownAway.Check(Context, expression.Operation);
        return true;
    }

    /// <summary>Runs what 'break' and 'continue' may leave; what follows is outside again.</summary>
    public SymbolicValue? Jumping(Continuation onBreak, Continuation onContinue,
        Func<Func<Continuation, SymbolicValue?>, SymbolicValue?> run)
    {
        _jumps.Push((onBreak, onContinue));
        var result = run(Outside);
        _jumps.Pop();
        return result;
    }

    private SymbolicValue? Outside(Func<(Continuation Break, Continuation Continue), Continuation> which)
    {
        var jump = _jumps.Peek();
        return Outside(which(jump));
    }

    private SymbolicValue? Outside(Continuation rest)
    {
        var jump = _jumps.Pop();
        var result = rest();
        _jumps.Push(jump);
        return result;
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        var value = declarator.GetVariableInitializer() is { } initializer
            ? Expressions.Read(initializer.Value, declarator.Symbol.Name)
            : null;
        if (value is TensorValue tensor) Context.Origins.Assign(tensor.Node, declarator.Symbol.Name);
        Scope.Declare(declarator.Symbol, value);
    }

    private static LanguageException Unknown(IOperation statement)
    {
        var (what, instead) = statement switch
        {
            IInvalidOperation => throw new LanguageException(null),
            IBranchOperation => ("this jump", "'break' and 'continue' leave the loop or switch that they stand in"),
            ITryOperation => ("'try'", "a model has no exceptions: take it away"),
            IUsingOperation or IUsingDeclarationOperation => ("'using'", "tensors need no disposal: take it away"),
            IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } =>
                ("'throw'", "shapes are checked by the compiler: take it away"),
            IReturnOperation => ("'return' without a value", "return a Tensor"),
            _ => ("this statement", "it has local variables, assignments, calls, if, switch, loops and 'return'"),
        };
        var token = statement.Syntax.GetFirstToken();
        return new(Descriptors.UnknownSyntax, token.GetLocation(), what, instead);
    }
}
