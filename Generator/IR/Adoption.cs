using ModelGen.Generator.Models;

namespace ModelGen.Generator.IR;

/// <summary>Takes an operation's arguments from one graph into another: with its dimensions, and, in bodies, its symbols, precision and names of indices.</summary>
internal static class Adoption
{
    /// <param name="kind">The operation.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="dims">What the old graph's symbols are in the new one.</param>
    /// <param name="builder">The new graph.</param>
    public static OpArguments Of(OpKind kind, OpArguments arguments, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder) => Of(kind, arguments, dims, builder, []);

    private static OpArguments Of(OpKind kind, OpArguments arguments, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder, EquatableArray<string> open)
    {
        var result = arguments with
        {
            Dims = arguments.Dims.Select(dim => dim.Substitute(dims, builder.Ranges)).ToEquatableArray(),
            Start = arguments.Start.Substitute(dims, builder.Ranges),
            End = arguments.End.Substitute(dims, builder.Ranges),
            Count = arguments.Count.Substitute(dims, builder.Ranges),
        };
        if (kind == OpKind.Random) return result with { Number = builder.Streams.Next(), Start = ControlFlow.Inner(builder.Turn, result.Start) };
        if (arguments.Bodies.Count == 0) return result;
        if (arguments.Name is { } index)
        {
            result = result with { Name = builder.FreshIndex() };
            dims = new Dictionary<string, Dim>(dims.ToDictionary(item => item.Key, item => item.Value)) { [index] = Dim.Symbol(result.Name!) };
            open = open.Append(result.Name!).ToEquatableArray();
        }

        return result with { Bodies = arguments.Bodies.Select(body => Of(body, dims, builder, open)).ToEquatableArray() };
    }

    private static Graph Of(Graph body, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder, EquatableArray<string> open) => body with
    {
        Float = builder.Float,
        FixedSymbols = builder.FixedSymbols.ToEquatableArray(),
        BatchSymbols = builder.BatchSymbols.Concat(open).ToEquatableArray(),
        Inputs = body.Inputs.Select(input => input with { Type = Of(input.Type, dims, builder), Bound = input.Bound?.Substitute(dims, builder.Ranges) }).ToEquatableArray(),
        Nodes = body.Nodes.Select(node => node with { Type = Of(node.Type, dims, builder), Arguments = Of(node.Kind, node.Arguments, dims, builder, open) }).ToEquatableArray(),
    };

    private static TensorType Of(TensorType type, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder)
        => new(type.Element.IsFloat() ? builder.Float : type.Element, type.Shape.Substitute(dims, builder.Ranges));
}
