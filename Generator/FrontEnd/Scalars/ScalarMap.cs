using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>A scalar function as an argument of Map: a method's name or a lambda.</summary>
internal static class ScalarMap
{
    /// <param name="function">The name or lambda.</param>
    /// <param name="around">Reads the code around it.</param>
    /// <param name="builder">The graph that is being made where it stands.</param>
    /// <param name="code">Where the functions' source is.</param>
    public static FunctionValue Read(IDelegateCreationOperation function, Func<IOperation, SymbolicValue> around, GraphBuilder builder,
        SourceCode code)
    {
        return function.Target switch
        {
            IMethodReferenceOperation { Method: var method } when method.IsStatic || method.MethodKind == MethodKind.LocalFunction =>
                Value(method, null),
            IAnonymousFunctionOperation lambda => Value(lambda.Symbol, lambda.Body),
            IMethodReferenceOperation { Method: var method } when method.Attribute("ElementwiseAttribute") is not null =>
                throw new LanguageException(null),
            _ => throw ScalarReader.Unknown(function, "Map takes the name of a static [Elementwise] method, or a lambda"),
        };

        FunctionValue Value(IMethodSymbol method, IOperation? body) => new(method.Name, (present, operands) =>
        {
            var areOpen = false;
            var reader = new ScalarReader(code, new ScalarChoices(present, isDifferentiated: true), operation =>
            {
                var value = around(operation);
                areOpen |= UnknownNumbers.AreIn(value, builder);
                return Around(operation, value, present);
            });
            return UnknownNumbers.WithinFunction(() => areOpen, () => Apply(reader, method, body, operands, function.Syntax));
        });

        // In the body of a loop or branch, a value that is known only at run time belongs to the graph around.
        SymbolicValue? Around(IOperation operation, SymbolicValue value, GraphBuilder present) => value switch
        {
            TensorValue when present != builder =>
                throw ScalarReader.Unknown(operation,
                    "a function takes a value of the code around it where it is written: write the function in the loop or branch that "
                        + "maps it"),
            TensorValue { Node.Type.Element: ElementType.Bool } truth => new Truth.Compared(truth.Node),
            _ => value,
        };
    }

    private static Node Apply(ScalarReader reader, IMethodSymbol method, IOperation? body, IReadOnlyList<Node> operands, SyntaxNode syntax)
    {
        var builder = reader.Choices.Builder;
        var shape = builder.BroadcastShape(operands);
        var value = reader.Call(method, operands.Select(operand => (SymbolicValue)new TensorValue(operand)).ToList(), syntax, body)[0];
        // A constant, or a function of some of the operands.
        var result = reader.Choices.ToNode(value);
        return result.Type.Shape == shape ? result : builder.BroadcastTo(result, shape);
    }
}
