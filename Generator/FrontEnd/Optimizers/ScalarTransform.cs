using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Scalars;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Optimizers;

/// <summary>Reads a gradient transformation on single numbers, applied to each element.</summary>
internal static class ScalarTransform
{
    /// <summary>The new gradient, then the new states, in the order of the parameters.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">A tensor for each of its parameters.</param>
    /// <param name="builder">The graph of the tensors.</param>
    /// <param name="code">Where the method's source is.</param>
    public static IReadOnlyList<Node> Read(IMethodSymbol method, IReadOnlyList<Node> arguments, GraphBuilder builder, SourceCode code)
    {
        var shape = arguments[0].Type.Shape;
        var reader = new ScalarReader(code, new ScalarChoices(builder, isDifferentiated: false), null)
        {
            Sum = value => RuleSums.Whole(builder, Whole(value)),
        };
        var results = reader.Call(method, [.. arguments.Select(argument => new TensorValue(argument))],
            method.DeclaringSyntaxReferences[0].GetSyntax(code.Cancellation));
        return [.. results.Select(result => Whole(reader.Choices.ToNode(result)))];

        // It may be the same number everywhere.
        Node Whole(Node node) => node.Type.Shape == shape ? node : builder.BroadcastTo(node, shape);
    }
}
