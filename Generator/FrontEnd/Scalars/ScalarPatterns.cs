using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>Patterns on numbers, such as <c>> 0 and &lt; 1</c>.</summary>
internal sealed class ScalarPatterns(ScalarReader reader, ScalarExpressions expressions)
{
    /// <summary>Where a value matches.</summary>
    public Truth Matches(SymbolicValue value, IPatternOperation pattern) => pattern switch
    {
        IDiscardPatternOperation => Truth.True,
        IDeclarationPatternOperation { DeclaredSymbol: { } symbol, MatchesNull: true } => Declare(symbol, value),
        IConstantPatternOperation constant => Compare(BinaryOperatorKind.Equals, value, constant.Value),
        IRelationalPatternOperation relational => Compare(relational.OperatorKind, value, relational.Value),
        INegatedPatternOperation negated => Truth.Not(Matches(value, negated.Pattern)),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both =>
            Truth.And(Matches(value, both.LeftPattern), Matches(value, both.RightPattern)),
        IBinaryPatternOperation either => Truth.Or(Matches(value, either.LeftPattern), Matches(value, either.RightPattern)),
        _ => throw ScalarReader.Unknown(pattern, "of patterns it has constants, comparisons, 'var', '_', and 'and', 'or' and 'not'"),
    };

    /// <summary>The value of the first arm that matches.</summary>
    public SymbolicValue Switch(ISwitchExpressionOperation choice) => From(choice, expressions.Read(choice.Value), 0);

    private SymbolicValue From(ISwitchExpressionOperation choice, SymbolicValue value, int number)
    {
        var arm = choice.Arms[number];
        var matches = Matches(value, arm.Pattern);
        if (arm.Guard is { } guard) matches = expressions.AndThen(matches, guard);

        // Where no arm matches C# throws, which a kernel cannot.
        if (matches == Truth.True) return expressions.Read(arm.Value);
        if (number == choice.Arms.Length - 1)
            throw ScalarReader.Unknown(arm, "its last arm takes all that is left, NaN too: end the switch with '_ => ...'");
        if (matches == Truth.False) return From(choice, value, number + 1);
        var (then, otherwise) = expressions.Both(matches, () => expressions.Read(arm.Value), () => From(choice, value, number + 1));
        return reader.Choices.Choose(matches, then!, otherwise!);
    }

    private Truth Declare(ISymbol symbol, SymbolicValue value)
    {
        expressions.Frame[symbol] = value;
        return Truth.True;
    }

    private Truth Compare(BinaryOperatorKind kind, SymbolicValue value, IOperation constant)
    {
        var other = expressions.Read(constant);
        if (value is Truth truth && other is Truth.Known known) return known.Value ? truth : Truth.Not(truth);
        return value is Truth || other is Truth
            ? throw new LanguageException(null)
            : ScalarComparisons.Compare(reader.Choices, kind, value, other)!;
    }
}
