using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>
/// Reads 'if' and 'switch'. A condition that is known is decided while compiling; one that the host knows when it calls becomes a branch of
/// the graph. A branch whose sides both continue returns the variables that they assigned; if a side returns, each side is read to the end
/// of the method.
/// </summary>
internal sealed class BranchReader(StatementReader statements)
{
    public SymbolicValue? If(IConditionalOperation conditional, Continuation rest)
    {
        return Choose(
            statements.Expressions.Read(conditional.Condition),
            conditional,
            next => statements.Execute(conditional.WhenTrue, next),
            next => conditional.WhenFalse is { } otherwise ? statements.Execute(otherwise, next) : next(),
            rest);
    }

    public SymbolicValue? Switch(ISwitchOperation choice, Continuation rest)
    {
        var value = statements.Expressions.Read(choice.Value);
        var sections = choice.Cases.Where(section => !section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation)).ToList();
        var otherwise = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        return Test(0, rest);

        SymbolicValue? Test(int number, Continuation next)
        {
            if (number == sections.Count) return otherwise is null ? next() : Section(otherwise, next);
            var section = sections[number];
            return Choose(Matches(section, value), choice, then => Section(section, then), then => Test(number + 1, then), next);
        }

        SymbolicValue? Section(ISwitchCaseOperation section, Continuation next)
            => statements.Jumping(next, next, outside => statements.Sequence(section.Body, 0, () => outside(next)));
    }

    /// <summary>Runs one of two ways, or makes a branch of both.</summary>
    private SymbolicValue? Choose(SymbolicValue condition, IOperation operation, Func<Continuation, SymbolicValue?> then,
        Func<Continuation, SymbolicValue?> otherwise, Continuation rest)
    {
        if (condition is ConstantValue { Constant: bool known }) return known ? then(rest) : otherwise(rest);
        var node = statements.Expressions.Condition(condition,
            operation is IConditionalOperation conditional ? conditional.Condition.Syntax : operation.Syntax);
        var isOpen = UnknownNumbers.AreIn(node, statements.Context.Builder);
        if (Leaves(operation)) return UnknownNumbers.Within(isOpen, () => ToTheEnd(node, operation, then, otherwise, rest));
        UnknownNumbers.Within(isOpen, () => Joined(node, operation, then, otherwise));
        return rest();
    }

    private SymbolicValue? ToTheEnd(Node condition, IOperation operation, Func<Continuation, SymbolicValue?> then,
        Func<Continuation, SymbolicValue?> otherwise, Continuation rest)
    {
        var sides = new[] { then, otherwise }.Select(run => BranchSide.Read(statements, () => run(rest))).ToList();
        if (sides.All(side => side.Value is null)) return Joined(condition, operation, sides);
        if (sides.Any(side => side.Value is null))
        {
            throw new LanguageException(
                Descriptors.UnknownSyntax,
                operation.Syntax.GetFirstToken().GetLocation(),
                "a way out of a loop that only some calls take",
                "compute the value in both cases and choose by Tensor.Where, or let the loop run to its end")
            { IsOfValues = true };
        }

        return Join(condition, operation, sides, sides.Select(side => side.Value!).ToList(), key => key is string);
    }

    /// <summary>Reads both sides up to where they meet again.</summary>
    private SymbolicValue? Joined(Node condition, IOperation operation, Func<Continuation, SymbolicValue?> then,
        Func<Continuation, SymbolicValue?> otherwise)
        => Joined(condition, operation,
            new[] { then, otherwise }.Select(run => BranchSide.Read(statements, () => run(() => null))).ToList());

    /// <summary>Gives the variables that a side assigned the values of the side that is taken.</summary>
    private SymbolicValue? Joined(Node condition, IOperation operation, IReadOnlyList<BranchSide> sides)
    {
        Join(condition, operation, sides, sides.Select(_ => (SymbolicValue)new TupleValue([])).ToList(), key => IsOutside(key, operation));
        return null;
    }

    private SymbolicValue Join(Node condition, IOperation operation, IReadOnlyList<BranchSide> sides, IReadOnlyList<SymbolicValue> ends,
        Func<object, bool> livesOn)
        => BranchSide.Join(statements.Context, statements.Scope, condition, operation.Syntax, sides, ends, livesOn);

    private SymbolicValue Matches(ISwitchCaseOperation section, SymbolicValue value)
    {
        SymbolicValue? any = null;
        foreach (var clause in section.Clauses)
        {
            var constant = clause switch
            {
                ISingleValueCaseClauseOperation single => single.Value,
                IPatternCaseClauseOperation { Pattern: IConstantPatternOperation pattern, Guard: null } => pattern.Value,
                _ => throw new LanguageException(Descriptors.UnknownSyntax, clause.Syntax.GetLocation(), "this pattern",
                    "a case is a constant"),
            };
            var equal = statements.Expressions.Compare(clause, BinaryOperatorKind.Equals, value, statements.Expressions.Read(constant));
            any = any is null ? equal : statements.Expressions.Logic(clause, BinaryOperatorKind.ConditionalOr, any, equal);
        }

        return any!;
    }

    /// <summary>Whether a statement within leaves it: returns, or jumps out of the operation.</summary>
    private static bool Leaves(IOperation operation) => operation.Descendants().Any(inner => inner switch
    {
        IReturnOperation => !inner.Between(operation).Any(between => between is ILocalFunctionOperation or IAnonymousFunctionOperation),
        IBranchOperation jump =>
            !inner.Between(operation).Prepend(operation)
                .Any(between => between is ILoopOperation || (between is ISwitchOperation && jump.BranchKind == BranchKind.Break)),
        _ => false,
    });

    /// <summary>Whether a variable is declared before the statement.</summary>
    public static bool IsOutside(object key, IOperation operation)
        => key is not ILocalSymbol symbol
            || !symbol.DeclaringSyntaxReferences.Any(reference =>
                reference.SyntaxTree == operation.Syntax.SyntaxTree && operation.Syntax.Span.Contains(reference.Span));
}
