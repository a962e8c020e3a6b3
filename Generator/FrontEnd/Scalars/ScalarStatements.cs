using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Follows the statements of a scalar function along every path; conditions that are known choose the path at once.</summary>
internal sealed class ScalarStatements(ScalarReader reader, IMethodSymbol method, ScalarFrame frame)
{
    private const int DeepestPath = 100;

    private readonly ScalarExpressions _expressions = new(reader, frame);

    private ScalarFrame Frame => _expressions.Frame;

    private bool IsDone => Frame.Returned == Truth.True || Frame.Jump != Jump.None;

    /// <summary>The value that the body returns, then those of the method's ref parameters.</summary>
    public IReadOnlyList<SymbolicValue?> Body(IOperation body)
    {
        Execute(body);
        if (method.ReturnsVoid) Rest(() => Return(null));
        return Frame.Result is { Count: > 0 } result
            ? result
            : throw ScalarReader.Unknown(body.Syntax.GetLocation(), "a scalar function that returns nothing",
                "end it with 'return' and a value");
    }

    private void Execute(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                Sequence(block.Operations, 0);
                break;
            case IReturnOperation returned:
                Return(returned.ReturnedValue is { } value ? _expressions.Read(value) : null);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(declaration => declaration.Declarators)
                    .Where(declarator => declarator.GetVariableInitializer() is not null))
                    Declare(declarator);
                break;
            case IExpressionStatementOperation expression:
                _expressions.Read(expression.Operation);
                break;
            case IConditionalOperation choice:
                Choose(choice);
                break;
            case IForLoopOperation loop:
                foreach (var before in loop.Before) Execute(before);
                Repeat(new(loop, loop.Condition, loop.Body, loop.AtLoopBottom, true));
                break;
            case IWhileLoopOperation { Condition: { } condition, ConditionIsUntil: false } loop:
                Repeat(new(loop, condition, loop.Body, [], loop.ConditionIsTop));
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch:
                Frame.Jump = branch.BranchKind == BranchKind.Break ? Jump.Break : Jump.Continue;
                break;
            case ILocalFunctionOperation or IEmptyOperation:
                break;
            case IInvalidOperation:
                throw new LanguageException(null);
            default:
                throw Unknown(statement, "this statement in a scalar function",
                    "it has variables, assignments, 'if', loops of a known number of rounds, and 'return'");
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        var value = _expressions.Read(declarator.GetVariableInitializer()!.Value);
        if (value is TensorValue tensor) reader.Name?.Invoke(tensor.Node, declarator.Symbol.Name);
        Frame[declarator.Symbol] = value;
    }

    private void Sequence(IReadOnlyList<IOperation> statements, int start)
    {
        for (var index = start; index < statements.Count && !IsDone; index++)
        {
            Execute(statements[index]);
            if (Frame.Returned is Truth.Known) continue;
            Rest(() => Sequence(statements, index + 1));
            return;
        }
    }

    /// <summary>
    /// Goes on where the function has not returned yet: everywhere, nowhere, or under a condition, which is a path of its own.
    /// </summary>
    private void Rest(Action rest)
    {
        if (Frame.Returned == Truth.False) rest();
        if (Frame.Returned is Truth.Known) return;
        var here = Frame;
        var inner = here.Fork(Truth.Not(here.Returned));
        inner.Jump = here.Jump;
        _expressions.Frame = inner;
        rest();
        _expressions.Frame = here;
        here.Continue(inner);
    }

    private void Return(SymbolicValue? value)
        => Frame.Return([value, .. method.Parameters.Where(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out)
            .Select(parameter => Frame[parameter])]);

    private void Choose(IConditionalOperation choice)
    {
        var condition = _expressions.Condition(choice.Condition);
        if (condition is Truth.Known known)
        {
            if ((known.Value ? choice.WhenTrue : choice.WhenFalse) is { } chosen) Execute(chosen);
            return;
        }

        if (Frame.Depth >= DeepestPath)
            throw Unknown(choice, $"more than {GraphText.Number(DeepestPath)} conditions within each other",
                "an early return within a loop is one for each round");
        _expressions.Both(condition, () => Path(choice.WhenTrue), () => Path(choice.WhenFalse), (then, otherwise) =>
        {
            if (then.Jump != otherwise.Jump && then.Returned != Truth.True && otherwise.Returned != Truth.True)
                throw Unknown(choice, "'break' or 'continue' under a condition known only at run time",
                    "a scalar function's loop has a known number of rounds");
        });
    }

    private SymbolicValue? Path(IOperation? statement)
    {
        if (statement is not null) Execute(statement);
        return null;
    }

    private void Repeat(ScalarLoop loop, int round = 0)
    {
        for (; ; round++)
        {
            reader.Count(loop.Operation.Syntax.GetFirstToken().GetLocation());
            if ((loop.AsksFirst || round > 0) && loop.Condition is not null && !Known(loop.Condition)) return;
            Execute(loop.Body);
            if (Frame.Returned is not Truth.Known)
            {
                var next = round + 1;
                Rest(() => IterateLoop(loop, next));
                return;
            }

            if (!ContinuesLoop(loop)) return;
        }
    }

    private void IterateLoop(ScalarLoop loop, int round)
    {
        if (ContinuesLoop(loop)) Repeat(loop, round);
    }

    /// <summary>Ends a round; whether there is another.</summary>
    private bool ContinuesLoop(ScalarLoop loop)
    {
        var jump = Frame.Jump;
        Frame.Jump = Jump.None;
        if (jump == Jump.Break || Frame.Returned == Truth.True) return false;
        foreach (var step in loop.Bottom) Execute(step);
        return true;
    }

    private bool Known(IOperation condition)
        => _expressions.Condition(condition) is Truth.Known known ? known.Value
            : throw ScalarReader.Unknown(condition, "a scalar function's loop has a number of rounds that is known while compiling");

    private static LanguageException Unknown(IOperation statement, string what, string instead)
        => ScalarReader.Unknown(statement.Syntax.GetFirstToken().GetLocation(), what, instead);

    private sealed record ScalarLoop(IOperation Operation, IOperation? Condition, IOperation Body, IReadOnlyList<IOperation> Bottom,
        bool AsksFirst);
}
