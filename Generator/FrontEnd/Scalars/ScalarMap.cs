using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>A scalar function as an argument of Map: a method's name or a lambda.</summary>
internal static class ScalarMap
{
    public static FunctionValue Read(IDelegateCreationOperation function, ExpressionReader around, GraphBuilder builder, Compilation compilation, CancellationToken cancellation)
    {
        var reader = new ScalarReader(compilation, new ScalarChoices(builder, isDifferentiated: true), Around, cancellation);
        return function.Target switch
        {
            IMethodReferenceOperation { Method: var method } when method.IsStatic || method.MethodKind == MethodKind.LocalFunction => Value(method, null),
            IAnonymousFunctionOperation lambda => Value(lambda.Symbol, lambda.Body),
            _ => throw ScalarReader.Unknown(function, "Map takes the name of a static [Elementwise] method, or a lambda"),
        };

        FunctionValue Value(IMethodSymbol method, IOperation? body) => new(method.Name, operands => Apply(reader, method, body, operands, function.Syntax));

        SymbolicValue? Around(IOperation operation) => operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation ? around.Read(operation) : null;
    }

    private static Node Apply(ScalarReader reader, IMethodSymbol method, IOperation? body, IReadOnlyList<Node> operands, SyntaxNode syntax)
    {
        var builder = reader.Choices.Builder;
        var shape = builder.Joined(operands);
        var value = reader.Call(method, operands.Select(operand => (SymbolicValue)new TensorValue(operand)).ToList(), syntax, body)[0];
        if (value is null or Truth) throw ScalarReader.Unknown(syntax.GetLocation(), $"a function that gives {value?.What ?? "nothing"}", "Map takes functions that return a number");

        // A constant, or a function of some of the operands.
        var result = reader.Choices.ToNode(value);
        return result.Type.Shape == shape ? result : builder.BroadcastTo(result, shape);
    }
}
