using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>
/// Reads loops. A loop with known conditions is unrolled if it is short or iterates over modules; any other whose variables change by a
/// constant per iteration becomes a loop of the graph.
/// </summary>
internal sealed class LoopReader(StatementReader statements)
{
    private const int MaxIterations = 1000;

    private const int MaxUnrolledIterations = 16;

    /// <summary>Reads a 'foreach' over an array.</summary>
    public SymbolicValue? ForEach(IForEachLoopOperation loop, Continuation rest)
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
            Continuation next = () => Turn(number + 1);
            return statements.Jumping(rest, next, outside => statements.Execute(loop.Body, () => outside(next)));
        }
    }

    /// <summary>Runs 'for', 'while' or 'do'.</summary>
    public SymbolicValue? ReadLoop(ILoopOperation loop, IOperation? condition, IOperation body, IReadOnlyList<IOperation> bottom,
        bool isTestedFirst, Continuation rest)
    {
        if (isTestedFirst && LoopGraph.Read(statements, loop, condition, body, bottom) is { } graph && !IsUnrolled(graph, body))
        {
            UnknownNumbers.Within(UnknownNumbers.AreIn(graph.Count, statements.Context.Builder), graph.Build);
            return rest();
        }

        return Turn(0, isTestedFirst);

        SymbolicValue? Turn(int number, bool isTested)
        {
            if (isTested && condition is not null && !IsTrue(statements.Expressions.Read(condition), condition)) return rest();
            if (number == MaxIterations)
                throw OfValues(loop, $"a loop of more than {MaxIterations} turns whose variables change otherwise than by a constant",
                    "count a variable up or down by a constant", false);
            Continuation next = () => statements.Sequence(bottom, 0, () => Turn(number + 1, true));
            return statements.Jumping(rest, next, outside => statements.Execute(body, () => outside(next)));
        }
    }

    private static bool IsUnrolled(LoopGraph graph, IOperation body)
        => graph.Count.Constant is > 0 and var tripCount
            && (tripCount <= MaxUnrolledIterations || body.Descendants().Any(inner => inner is IArrayElementReferenceOperation));

    private bool IsTrue(SymbolicValue condition, IOperation operation)
        => condition is ConstantValue { Constant: bool known } ? known
            : throw OfValues(
                operation,
                $"the condition '{SyntaxText.Short(operation.Syntax)}' of a loop",
                "the number of turns must be known when the model is called: compare a variable that changes by a constant each turn",
                UnknownNumbers.AreIn(condition, statements.Context.Builder));

    private static IReadOnlyList<SymbolicValue> Items(SymbolicValue collection, IForEachLoopOperation loop)
        => ArrayReader.Items(collection)
            ?? throw OfValues(loop.Collection, $"'foreach' over {collection.What}", collection is TensorValue
                ? "operations run over whole tensors; where one part after another is needed, count: write "
                    + $"'for (var i = 0; i < {SyntaxText.Short(loop.Collection.Syntax)}.Size(0); i++)'"
                : "it walks arrays, those of modules above all", false);

    private static IOperation Plain(IOperation value) => value is IConversionOperation conversion ? Plain(conversion.Operand) : value;

    private static LanguageException OfValues(IOperation operation, string what, string instead, bool dependsOnNumbers)
        => new(Descriptors.UnknownSyntax, operation.Syntax.GetFirstToken().GetLocation(), what, instead)
        {
            IsOfValues = true,
            DependsOnNumbers = dependsOnNumbers
        };

    private static LanguageException Unknown(IOperation operation, string what, string instead)
        => new(Descriptors.UnknownSyntax, operation.Syntax.GetFirstToken().GetLocation(), what, instead);
}
