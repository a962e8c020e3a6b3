using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Bodies;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Classes;

/// <summary>Runs a constructor's body as far as it sets one field or elements of it, through loops and conditions over constants.</summary>
internal sealed class ConstructorRunner(IFieldSymbol field, ExpressionReader expressions, Scope scope, SymbolicValue? start)
{
    private const int MaxIterations = 100_000;

    /// <summary>What the field holds at the end; null when nothing sets it.</summary>
    public SymbolicValue? Value { get; private set; } = start;

    public void Execute(IOperation? operation)
    {
        switch (operation)
        {
            case IConstructorBodyOperation body:
                Execute(body.BlockBody ?? body.ExpressionBody);
                break;
            case IBlockOperation block:
                foreach (var statement in block.Operations) Execute(statement);
                break;
            case IForLoopOperation loop when Sets(loop):
                Loop(loop);
                break;
            case IConditionalOperation conditional when Sets(conditional):
                Execute(Truth(conditional.Condition) ? conditional.WhenTrue : conditional.WhenFalse);
                break;
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment }:
                Assign(assignment);
                break;
        }
    }

    private void Loop(IForLoopOperation loop)
    {
        var counter = loop.Before.OfType<IVariableDeclarationGroupOperation>().SelectMany(group => group.Declarations)
            .SelectMany(declaration => declaration.Declarators).FirstOrDefault();
        if (counter?.GetVariableInitializer() is not { } initializer || loop.Condition is null
            || loop.AtLoopBottom is not [IExpressionStatementOperation { Operation: var step }]) throw Unknown(loop);
        scope[counter.Symbol] = expressions.Read(initializer.Value);
        for (var round = 0; Truth(loop.Condition); round++)
        {
            if (round == MaxIterations) throw Unknown(loop);
            Execute(loop.Body);
            if (step is IIncrementOrDecrementOperation { Target: ILocalReferenceOperation target } increment
                && scope[target.Local] is NumberValue number)
                scope[target.Local] = new NumberValue(number.Number + (increment.Kind == OperationKind.Increment ? 1 : -1));
            else expressions.Read(step);
        }
    }

    private void Assign(ISimpleAssignmentOperation assignment)
    {
        if (IsField(assignment.Target)) Value = expressions.Read(assignment.Value);
        else if (assignment.Target is IArrayElementReferenceOperation { Indices: [var index] } element && IsField(element.ArrayReference))
            Set(element, index, expressions.Read(assignment.Value));
    }

    private void Set(IOperation element, IOperation index, SymbolicValue value)
    {
        if (Value is null || ArrayReader.Items(Value) is not { } items || expressions.Read(index) is not NumberValue { Number: var number })
            throw new LanguageException(Descriptors.NoElement, element.Syntax.GetLocation(), SyntaxText.Short(element.Syntax),
                "it is no array of known length");
        if (number < 0 || number >= items.Count)
            throw new LanguageException(Descriptors.NoElement, element.Syntax.GetLocation(), SyntaxText.Short(element.Syntax),
                $"there are {items.Count} elements");
        Value = new TupleValue(items.Select((item, position) => position == (int)number ? value : item).ToList());
    }

    private bool Truth(IOperation condition) => expressions.Read(condition) switch
    {
        ConstantValue { Constant: bool truth } => truth,
        _ when !expressions.IsModel => throw LanguageException.ForEachUse(),
        var value => throw new LanguageException(Descriptors.NeedsConstant, condition.Syntax.GetLocation(),
            "a condition in the constructor", value.What),
    };

    private bool Sets(IOperation operation)
        => operation.Descendants().OfType<ISimpleAssignmentOperation>()
            .Any(assignment => IsField(assignment.Target)
                || (assignment.Target is IArrayElementReferenceOperation element && IsField(element.ArrayReference)));

    private bool IsField(IOperation target)
        => target is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field);

    private static LanguageException Unknown(IOperation loop)
        => new(Descriptors.UnknownSyntax, loop.Syntax.GetFirstToken().GetLocation(), "this loop in a constructor",
            "write 'for (var i = 0; i < count; i++)'");
}
