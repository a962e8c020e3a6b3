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
    /// <param name="arguments">The arguments.</param>
    /// <param name="precision">The old graph's precision.</param>
    /// <param name="dims">The values of the old graph's symbols in the new graph.</param>
    /// <param name="builder">The new graph.</param>
    public static OpArguments Map(OpArguments arguments, ElementType precision, IReadOnlyDictionary<string, Dim> dims, GraphBuilder builder)
        => new ArgumentMapper(builder, precision, dims, builder.Ranges, []).Map(arguments);

    /// <summary>The type that takes the place of one of another graph.</summary>
    /// <param name="type">The type there.</param>
    /// <param name="precision">That graph's precision.</param>
    /// <param name="builder">The new graph.</param>
    public static ElementType Map(ElementType type, ElementType precision, GraphBuilder builder)
        => type == precision ? builder.Precision : type;

    private OpArguments Map(OpArguments arguments) => Typed(arguments.Map(Map)) switch
    {
        RandomArguments random => random with
        {
            Stream = _builder.Streams.Next(),
            Iteration = ControlFlow.CombineIterations(_builder.Iteration, random.Iteration)
        },
        LoopArguments loop => Map(loop, _builder.FreshIndex()),
        BranchArguments branch => branch with { Bodies = branch.Bodies.Map(Map) },
        var mapped => mapped,
    };

    private LoopArguments Map(LoopArguments loop, string index)
        => loop with { Index = index, Bodies = loop.Bodies.Map(ForLoopBody(loop, index).Map) };

    private OpArguments Typed(OpArguments arguments) => arguments is TypedArguments { Element: { } element } typed
        ? typed with { Element = Map(element, _precision, _builder) }
        : arguments;

    /// <summary>The mapper for the body of a loop.</summary>
    private ArgumentMapper ForLoopBody(LoopArguments loop, string index)
    {
        var dims = _dims.ToDictionary(item => item.Key, item => item.Value);
        dims[loop.Index] = Dim.Symbol(index);
        return new(_builder, _precision, dims, _ranges.Within(index, loop.Count), _loopIndices.Append(index).ToEquatableArray());
    }

    private Graph Map(Graph body) => body with
    {
        Precision = _builder.Precision,
        FixedSymbols = _builder.FixedSymbols.ToEquatableArray(),
        BatchSymbols = _builder.BatchSymbols.Concat(_loopIndices).ToEquatableArray(),
        Inputs = body.Inputs.Select(Map).ToEquatableArray(),
        Guards = body.Guards.Select(Map).Where(guard => guard.Left != guard.Right).ToEquatableArray(),
        Limits = body.Limits.Select(Map).Where(limit => !limit.IsMet(_ranges.OfEmpty)).ToEquatableArray(),
        Nodes = body.Nodes.Map(Map),
    };

    private Node Map(Node node) => node with { Type = Map(node.Type), Arguments = Map(node.Arguments) };

    private InputInfo Map(InputInfo input) => input with { Type = Map(input.Type), Bound = input.Bound?.Substitute(_dims, _ranges) };

    private DimGuard Map(DimGuard guard) => guard with { Left = Map(guard.Left), Right = Map(guard.Right), IsOfLoss = _builder.IsOfLoss };

    private DimLimit Map(DimLimit limit) => limit.Substitute(_dims, _ranges) with { IsOfLoss = _builder.IsOfLoss };

    private TensorType Map(TensorType type) => new(Map(type.Element, _precision, _builder), type.Shape.Substitute(_dims, _ranges));

    private Dim Map(Dim dim) => dim.Substitute(_dims, _ranges);
}
