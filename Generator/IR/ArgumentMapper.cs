using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// Maps the arguments of an operation from one graph to another: dimensions, precision, and, in bodies, symbols and index names.
/// </summary>
internal sealed class ArgumentMapper
{
    private readonly GraphBuilder _builder;
    private readonly ElementType _precision;
    private readonly IReadOnlyDictionary<string, Dim> _dims;
    private readonly DimRanges _ranges;

    /// <summary>The indices of the enclosing loops within the module.</summary>
    private readonly EquatableArray<string> _loopIndices;

    private ArgumentMapper(GraphBuilder builder, ElementType precision, IReadOnlyDictionary<string, Dim> dims, DimRanges ranges,
        EquatableArray<string> open)
        => (_builder, _precision, _dims, _ranges, _loopIndices) = (builder, precision, dims, ranges, open);

    /// <summary>Maps the arguments of an operation, including those in its bodies.</summary>
    /// <param name="node">The operation.</param>
    /// <param name="precision">The old graph's precision.</param>
    /// <param name="dims">The values of the old graph's symbols in the new graph.</param>
    /// <param name="builder">The new graph.</param>
    public static OpArguments Map(Node node, ElementType precision, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder)
        => new ArgumentMapper(builder, precision, dims, builder.Ranges, []).Map(node.Kind, node.Arguments);

    /// <summary>The type that takes the place of one of another graph.</summary>
    /// <param name="type">The type there.</param>
    /// <param name="precision">That graph's precision.</param>
    /// <param name="builder">The new graph.</param>
    public static ElementType Map(ElementType type, ElementType precision, GraphBuilder builder)
        => type == precision ? builder.Precision : type;

    private OpArguments Map(OpKind kind, OpArguments arguments)
    {
        var result = arguments with
        {
            Element = arguments.Element is { } element ? Map(element, _precision, _builder) : null,
            Dims = arguments.Dims.Select(Map).ToEquatableArray(),
            Start = Map(arguments.Start),
            End = Map(arguments.End),
            Count = Map(arguments.Count),
        };
        if (kind == OpKind.Random)
            return result with
            {
                Number = _builder.Streams.Next(),
                Start = ControlFlow.CombineIterations(_builder.Iteration, result.Start)
            };
        if (arguments.Bodies.Count == 0) return result;
        if (kind == OpKind.Loop) result = result with { Name = _builder.FreshIndex() };
        var inner = kind == OpKind.Loop ? ForLoopBody(arguments.Name!, result) : this;
        return result with { Bodies = arguments.Bodies.Select(inner.Map).ToEquatableArray() };
    }

    /// <summary>The mapper for the body of a loop.</summary>
    private ArgumentMapper ForLoopBody(string index, OpArguments loop)
    {
        var dims = _dims.ToDictionary(item => item.Key, item => item.Value);
        dims[index] = Dim.Symbol(loop.Name!);
        return new(_builder, _precision, dims, _ranges.Within(loop.Name!, loop.Count), _loopIndices.Append(loop.Name!).ToEquatableArray());
    }

    private Graph Map(Graph body) => body with
    {
        Precision = _builder.Precision,
        FixedSymbols = _builder.FixedSymbols.ToEquatableArray(),
        BatchSymbols = _builder.BatchSymbols.Concat(_loopIndices).ToEquatableArray(),
        Inputs = body.Inputs.Select(Map).ToEquatableArray(),
        Guards = body.Guards.Select(Map).Where(guard => guard.Left != guard.Right).ToEquatableArray(),
        Limits = body.Limits.Select(Map).Where(limit => !limit.IsMet(_ranges.OfEmpty)).ToEquatableArray(),
        Nodes = body.Nodes.Select(node => node with { Type = Map(node.Type), Arguments = Map(node.Kind, node.Arguments) })
            .ToEquatableArray(),
    };

    private InputInfo Map(InputInfo input) => input with { Type = Map(input.Type), Bound = input.Bound?.Substitute(_dims, _ranges) };

    private DimGuard Map(DimGuard guard) => guard with { Left = Map(guard.Left), Right = Map(guard.Right), IsOfLoss = _builder.IsOfLoss };

    private DimLimit Map(DimLimit limit) => limit.Substitute(_dims, _ranges) with { IsOfLoss = _builder.IsOfLoss };

    private TensorType Map(TensorType type) => new(Map(type.Element, _precision, _builder), type.Shape.Substitute(_dims, _ranges));

    private Dim Map(Dim dim) => dim.Substitute(_dims, _ranges);
}
