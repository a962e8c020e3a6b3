using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// Takes an operation's arguments from one graph into another: with its dimensions, and, in bodies, its symbols, precision and names
/// of indices.
/// </summary>
internal sealed class Adoption
{
    private readonly GraphBuilder _builder;
    private readonly IReadOnlyDictionary<string, Dim> _dims;
    private readonly DimRanges _ranges;

    /// <summary>The indices of the loops around, within the module.</summary>
    private readonly EquatableArray<string> _open;

    private Adoption(GraphBuilder builder, IReadOnlyDictionary<string, Dim> dims, DimRanges ranges, EquatableArray<string> open)
        => (_builder, _dims, _ranges, _open) = (builder, dims, ranges, open);

    /// <summary>The arguments of an operation, those of its bodies too.</summary>
    /// <param name="kind">The operation.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="dims">What the old graph's symbols are in the new one.</param>
    /// <param name="builder">The new graph.</param>
    public static OpArguments Of(OpKind kind, OpArguments arguments, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder)
        => new Adoption(builder, dims, builder.Ranges, []).Of(kind, arguments);

    private OpArguments Of(OpKind kind, OpArguments arguments)
    {
        var result = arguments with
        {
            Dims = arguments.Dims.Select(Of).ToEquatableArray(),
            Start = Of(arguments.Start),
            End = Of(arguments.End),
            Count = Of(arguments.Count),
        };
        if (kind == OpKind.Random)
            return result with { Number = _builder.Streams.Next(), Start = ControlFlow.Inner(_builder.Turn, result.Start) };
        if (arguments.Bodies.Count == 0) return result;
        if (kind == OpKind.Loop) result = result with { Name = _builder.FreshIndex() };
        var inner = kind == OpKind.Loop ? Within(arguments.Name!, result) : this;
        return result with { Bodies = arguments.Bodies.Select(inner.Of).ToEquatableArray() };
    }

    /// <summary>That of a loop's body.</summary>
    private Adoption Within(string index, OpArguments loop)
    {
        var dims = _dims.ToDictionary(item => item.Key, item => item.Value);
        dims[index] = Dim.Symbol(loop.Name!);
        return new(_builder, dims, _ranges.Within(loop.Name!, loop.Count), _open.Append(loop.Name!).ToEquatableArray());
    }

    private Graph Of(Graph body) => body with
    {
        Float = _builder.Float,
        FixedSymbols = _builder.FixedSymbols.ToEquatableArray(),
        BatchSymbols = _builder.BatchSymbols.Concat(_open).ToEquatableArray(),
        Inputs = body.Inputs.Select(Of).ToEquatableArray(),
        Guards = body.Guards.Select(Of).Where(guard => guard.Left != guard.Right).ToEquatableArray(),
        Limits = body.Limits.Select(Of).Where(limit => !limit.IsMet(_ranges.OfEmpty)).ToEquatableArray(),
        Nodes = body.Nodes.Select(node => node with { Type = Of(node.Type), Arguments = Of(node.Kind, node.Arguments) }).ToEquatableArray(),
    };

    private InputInfo Of(InputInfo input) => input with { Type = Of(input.Type), Bound = input.Bound?.Substitute(_dims, _ranges) };

    private DimGuard Of(DimGuard guard) => guard with { Left = Of(guard.Left), Right = Of(guard.Right), IsOfLoss = _builder.IsOfLoss };

    private DimLimit Of(DimLimit limit) => limit.Substitute(_dims, _ranges) with { IsOfLoss = _builder.IsOfLoss };

    private TensorType Of(TensorType type)
        => new(type.Element.IsFloat() ? _builder.Float : type.Element, type.Shape.Substitute(_dims, _ranges));

    private Dim Of(Dim dim) => dim.Substitute(_dims, _ranges);
}
