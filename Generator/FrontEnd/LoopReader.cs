using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>
/// Reads loops. One whose conditions are all known is unrolled when it is short or walks modules; any other whose variables change by a
/// constant a turn becomes a loop of the graph.
/// </summary>
internal sealed class LoopReader(StatementReader statements)
{
    private const int MostTurns = 1000;

    private const int LongestUnrolled = 16;

    /// <summary>Runs each element of an array in its turn.</summary>
    public SymbolicValue? Each(IForEachLoopOperation loop, Rest rest)
    {
        var items = Items(statements.Expressions.Read(Plain(loop.Collection)), loop);
        var variable = loop.LoopControlVariable is IVariableDeclaratorOperation declarator
            ? declarator.Symbol
            : throw Unknown(loop, "this 'foreach'", "it declares one variable");
        return Turn(0);

        SymbolicValue? Turn(int number)
        {
            if (number == items.Count) return rest();
            statements.Scope.Declare(variable, items[number]);
            Rest next = () => Turn(number + 1);
            return statements.Jumping(rest, next, outside => statements.Run(loop.Body, () => outside(next)));
        }
    }

    /// <summary>Runs 'for', 'while' or 'do'.</summary>
    public SymbolicValue? Run(ILoopOperation loop, IOperation? condition, IOperation body, IReadOnlyList<IOperation> bottom,
        bool isTestedFirst, Rest rest)
    {
        if (isTestedFirst && LoopGraph.Read(statements, loop, condition, body, bottom) is { } graph && !IsUnrolled(graph, body))
        {
            OpenNumbers.Within(OpenNumbers.AreIn(graph.Count, statements.Owner.Builder), graph.Build);
            return rest();
        }

        return Turn(0, isTestedFirst);

        SymbolicValue? Turn(int number, bool isTested)
        {
            if (isTested && condition is not null && !IsTrue(statements.Expressions.Read(condition), condition)) return rest();
            if (number == MostTurns)
                throw OfValues(loop, $"a loop of more than {MostTurns} turns whose variables change otherwise than by a constant",
                    "count a variable up or down by a constant", false);
            Rest next = () => statements.Sequence(bottom, 0, () => Turn(number + 1, true));
            return statements.Jumping(rest, next, outside => statements.Run(body, () => outside(next)));
        }
    }

    private static bool IsUnrolled(LoopGraph graph, IOperation body)
        => graph.Count.Constant is > 0 and var turns
            && (turns <= LongestUnrolled || body.Descendants().Any(inner => inner is IArrayElementReferenceOperation));

    private bool IsTrue(SymbolicValue condition, IOperation operation)
        => condition is ConstantValue { Constant: bool known } ? known
            : throw OfValues(
                operation,
                $"the condition '{ExpressionReader.Short(operation.Syntax)}' of a loop",
                "the number of turns must be known when the model is called: compare a variable that changes by a constant each turn",
                OpenNumbers.AreIn(condition, statements.Owner.Builder));

    private static IReadOnlyList<SymbolicValue> Items(SymbolicValue collection, IForEachLoopOperation loop)
        => ArrayReader.Items(collection)
            ?? throw OfValues(loop.Collection, $"'foreach' over {collection.What}", "it walks arrays, those of modules above all", false);

    private static IOperation Plain(IOperation value) => value is IConversionOperation conversion ? Plain(conversion.Operand) : value;

    private static LanguageException OfValues(IOperation operation, string what, string instead, bool dependsOnNumbers)
        => new(Descriptors.UnknownSyntax, operation.Syntax.GetFirstToken().GetLocation(), what, instead) { IsOfValues = true,
            DependsOnNumbers = dependsOnNumbers };

    private static LanguageException Unknown(IOperation operation, string what, string instead)
        => new(Descriptors.UnknownSyntax, operation.Syntax.GetFirstToken().GetLocation(), what, instead);
}
