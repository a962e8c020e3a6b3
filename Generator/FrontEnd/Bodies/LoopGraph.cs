using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>
/// A loop as a node of the graph. Its body is read to learn what it assigns: integers must change by a constant per iteration, so that they
/// are affine in the loop index; tensors are loop-carried and must keep their shape.
/// </summary>
internal sealed class LoopGraph
{
    private readonly StatementReader _statements;
    private readonly ILoopOperation _loop;
    private readonly IOperation? _condition;
    private readonly IOperation _body;
    private readonly IReadOnlyList<IOperation> _bottom;
    private readonly string _index;
    private readonly Dictionary<ISymbol, (Dim Start, Dim Step)> _counters = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// For a loop that runs until two numbers are equal: their initial difference, and the distance covered by the iterations.
    /// </summary>
    private (Dim Apart, Dim Walked)? _end;

    private LoopGraph(StatementReader statements, ILoopOperation loop, IOperation? condition, IOperation body,
        IReadOnlyList<IOperation> bottom)
        => (_statements, _loop, _condition, _body, _bottom, _index) = (statements, loop, condition, body, bottom,
            statements.Context.Builder.FreshIndex());

    /// <summary>The trip count.</summary>
    public Dim Count { get; private set; }

    /// <summary>The loop, or null if its trip count cannot be derived from constant increments of integers.</summary>
    public static LoopGraph? Read(StatementReader statements, ILoopOperation loop, IOperation? condition, IOperation body,
        IReadOnlyList<IOperation> bottom)
    {
        var graph = new LoopGraph(statements, loop, condition, body, bottom);
        return graph.FindCounters() && graph.FindCount() ? graph : null;
    }

    /// <summary>Adds the loop, unless it never runs, and gives the variables their values after it.</summary>
    public void Build()
    {
        if (!Count.IsZero && _body.Descendants().FirstOrDefault(Leaves) is { } jump)
            throw UnsupportedJump(jump.Syntax, $"'{jump.Syntax.GetFirstToken()}'");
        try
        {
            if (_end is { } end)
                _statements.Context.Builder.Require(end.Apart, end.Walked,
                    $"the loop runs until its condition '{SyntaxText.Short(_condition!.Syntax)}' ends, and what it compares never "
                        + "meets; compare with < or > instead");
            if (!Count.IsZero) Build(Carried());
        }
        catch (ShapeException exception)
        {
            throw new LanguageException(Descriptors.ShapesDoNotMeet, _loop.Syntax.GetFirstToken().GetLocation(), exception.Message, "");
        }
    }

    private static bool Leaves(IOperation inner)
        => inner is IReturnOperation && !Enclosing(inner).Any(outer => outer is ILocalFunctionOperation or IAnonymousFunctionOperation);

    private static IEnumerable<IOperation> Enclosing(IOperation inner)
    {
        for (var outer = inner.Parent; outer is not null; outer = outer.Parent) yield return outer;
    }

    /// <summary>The whole numbers that the body changes, each by a constant.</summary>
    private bool FindCounters()
    {
        foreach (var symbol in AssignedNumbers()) _counters[symbol] = (SymbolicArithmetic.AsDim(_statements.Scope[symbol]!)!.Value, 0);
        if (_counters.Count == 0) return false;
        foreach (var symbol in _counters.Keys.ToList())
        {
            if (Change(symbol) is not { } step) return false;
            _counters[symbol] = (_counters[symbol].Start, step);
        }

        return true;
    }

    /// <summary>
    /// The constant by which an iteration changes a variable; null if the change is not constant or conditional.
    /// </summary>
    private Dim? Change(ISymbol symbol)
    {
        var sum = Dim.Zero;
        foreach (var change in Changes(symbol))
        {
            if (change.Between(_loop).Any(outer => outer is IConditionalOperation or ISwitchOperation or ILoopOperation)) return null;
            var step = change switch
            {
                IIncrementOrDecrementOperation increment => increment.Kind == OperationKind.Increment ? 1 : -1,
                ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } add => Constant(add.Value),
                ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } subtract => Constant(subtract.Value) * -1,
                _ => null,
            };
            if (step is null) return null;
            sum += step.Value;
        }

        return sum;
    }

    private static Dim? Constant(IOperation value) => value.ConstantValue is { HasValue: true, Value: int number } ? number : null;

    private IEnumerable<IOperation> Changes(ISymbol symbol)
        => Inner().Where(operation => Target(operation) is { } target && SymbolEqualityComparer.Default.Equals(target, symbol));

    private IEnumerable<IOperation> Inner() => _bottom.Append(_body).SelectMany(part => part.DescendantsAndSelf());

    private static ISymbol? Target(IOperation operation)
    {
        var target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation step => step.Target,
            _ => null,
        };
        return target switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };
    }

    private IEnumerable<ISymbol> AssignedNumbers()
        => Inner().Select(Target)
            .Where(symbol => symbol is not null && BranchReader.IsOutside(symbol, _body) && _statements.Scope[symbol] is { } value
                && SymbolicArithmetic.AsDim(value) is not null && IsWhole(symbol))
            .Select(symbol => symbol!).Distinct<ISymbol>(SymbolEqualityComparer.Default).ToList();

    private static bool IsWhole(ISymbol symbol)
        => (symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type).SpecialType is SpecialType.System_Int32
            or SpecialType.System_Int64;

    /// <summary>Derives the trip count from the condition, whose difference must decrease by a constant per iteration.</summary>
    private bool FindCount()
    {
        if (_condition is not IBinaryOperation { OperatorMethod: null } comparison) return false;
        var (left, right) = (AtIteration(comparison.LeftOperand), AtIteration(comparison.RightOperand));
        if (left is not { } a || right is not { } b) return false;
        var (rest, extra) = comparison.OperatorKind switch
        {
            BinaryOperatorKind.LessThan => (b - a, 0),
            BinaryOperatorKind.LessThanOrEqual => (b - a, 1),
            BinaryOperatorKind.GreaterThan => (a - b, 0),
            BinaryOperatorKind.GreaterThanOrEqual => (a - b, 1),
            BinaryOperatorKind.NotEquals =>
                ((b - a).Terms.Any(term => term.Coefficient < 0 && term.Factors.Any(factor => factor.Name == _index)) ? b - a : a - b, 0),
            _ => (Dim.Zero, -1),
        };
        if (extra < 0) return false;
        var start = rest.Substitute(new Dictionary<string, Dim> { [_index] = Dim.Zero });
        var fall = (start - rest).DivideExact(Dim.Symbol(_index));
        if (fall?.Constant is not > 0) return false;
        Count = _statements.Context.Builder.Ranges.Clamp(Dim.FloorDivide(start + extra + (fall.Value - 1), fall.Value));
        if (comparison.OperatorKind == BinaryOperatorKind.NotEquals) _end = (start, fall.Value * Count);
        return true;
    }

    /// <summary>An integer of the condition as a function of the loop index.</summary>
    private Dim? AtIteration(IOperation operation)
    {
        var body = new BodyReader(_statements.Context.Builder, _index);
        return _statements.Context.Within<Dim?>(body, _statements.Scope, () =>
        {
            DeclareCounters();
            return SymbolicArithmetic.AsDim(_statements.Expressions.Read(operation));
        }, out _);
    }

    private void DeclareCounters()
    {
        foreach (var counter in _counters)
            _statements.Scope[counter.Key] = new DimValue(counter.Value.Start + (counter.Value.Step * Dim.Symbol(_index)));
    }

    /// <summary>The tensors that the body assigns, with what they start as: read until their shapes stay.</summary>
    private List<(object Symbol, Node Start)> Carried()
    {
        var carried = new List<(object Symbol, Node Start)>();
        while (true)
        {
            var (body, ends) = ReadIteration(carried);
            var grown = carried.Select(item => (item.Symbol, Start: Widened(item, ends[item.Symbol]!))).ToList();
            foreach (var symbol in ends.Keys.Where(symbol =>
                ends[symbol] is not ListValue && BranchReader.IsOutside(symbol, _body)
                    && !(symbol is ISymbol variable && _counters.ContainsKey(variable))
                    && carried.All(item => !Scope.Keys.Equals(item.Symbol, symbol))))
            {
                if (_statements.Scope[symbol] is { } start) grown.Add((symbol, _statements.Expressions.ToNode(start, _loop.Syntax)));
            }

            if (grown.Count == carried.Count && grown.Zip(carried, (a, b) => a.Start.Type == b.Start.Type).All(same => same))
                return carried;
            carried = grown;
        }
    }

    private Node Widened((object Symbol, Node Start) item, SymbolicValue end)
    {
        var (from, to) = (item.Start.Type.Shape, end is TensorValue tensor ? tensor.Node.Type.Shape : Shape.Scalar);
        if (from == to) return item.Start;
        if (from.Rank == 0 || Broadcasts(from, to)) return _statements.Context.Builder.BroadcastTo(item.Start, to);
        throw new LanguageException(Descriptors.ShapesDoNotMeet, _loop.Syntax.GetFirstToken().GetLocation(),
            $"{(item.Symbol is ISymbol symbol ? symbol.Name : item.Symbol)} is {from} before the loop and {to} after a turn: what a "
                + "loop carries keeps its shape", "");
    }

    private static bool Broadcasts(Shape from, Shape to)
        => from.Rank <= to.Rank && from.Dims.Zip(to.Dims.Skip(to.Rank - from.Rank), (a, b) => a.IsOne || a == b).All(meets => meets);

    private (BodyReader Body, IReadOnlyDictionary<object, SymbolicValue?> Ends) ReadIteration(List<(object Symbol, Node Start)> carried)
    {
        var body = new BodyReader(_statements.Context.Builder, _index, Count);
        _statements.Context.Within(body, _statements.Scope, () =>
        {
            DeclareCounters();
            foreach (var symbol in Lists()) _statements.Scope[symbol] = ListValue.Empty;
            foreach (var (symbol, start) in carried)
                _statements.Scope[symbol] = new TensorValue(body.Builder.Restored(
                    Named(body.Builder, body.Carried(body.Builder.Stored(start.Type)), symbol), start.Type.Element));
            Continuation bottom = () => _statements.Sequence(_bottom, 0, () => null);
            return _statements.Jumping(NoBreak, bottom, outside => _statements.Execute(_body, () => outside(bottom)));
        }, out var ends);
        return (body, ends);
    }

    private SymbolicValue? NoBreak()
        => throw UnsupportedJump(FindBreak() ?? _loop.Syntax, "'break'");

    private static LanguageException UnsupportedJump(SyntaxNode jump, string what)
        => new(
            Descriptors.UnknownSyntax,
            jump.GetFirstToken().GetLocation(),
            $"{what} out of a loop whose number of turns only the call knows",
            "let the loop run to its end, or put what ends it into its condition")
        { IsOfValues = true };

    /// <summary>The first 'break' of this loop.</summary>
    private SyntaxNode? FindBreak()
        => _loop.Descendants().OfType<IBranchOperation>()
            .FirstOrDefault(branch => branch.BranchKind == BranchKind.Break && branch.GetCorrespondingOperation()?.Syntax == _loop.Syntax)
                ?.Syntax;

    private void Build(List<(object Symbol, Node Start)> carried)
    {
        var builder = _statements.Context.Builder;
        var (body, ends) = ReadIteration(carried);
        var lists = Lists().Where(symbol => ends[symbol] is ListValue { Runs.Count: > 0 }).ToList();
        foreach (var counter in _counters)
            _statements.Scope[counter.Key] = new DimValue(counter.Value.Start + (counter.Value.Step * Count));
        if (carried.Count + lists.Count == 0) return;
        var results = _statements.Context.Within(body, new Scope(),
            () => carried.Select(item => body.Builder.Stored(_statements.Expressions.ToNode(ends[item.Symbol]!, _loop.Syntax)))
                .Concat(lists.Select(symbol => Added((ListValue)ends[symbol]!))).ToList(), out _);
        var graph = body.Finish(results, carried.Select(item => builder.Stored(item.Start.Type)).ToList());
        builder.Layers.AddRange(graph.Layers.Select(layer => layer with { MultiplyAdds = Count * layer.MultiplyAdds }));
        var starts = carried.Select(item => builder.Stored(builder.Nodes[item.Start.Id]));
        var arguments = new LoopArguments(_index, Count, IsReverse: false, carried.Count, [graph with { Layers = [] }]);
        var loop = builder.Add(OpKind.Loop, [.. body.Operands, .. starts], arguments);
        for (var number = 0; number < carried.Count; number++)
            _statements.Scope[carried[number].Symbol] = new TensorValue(builder.Restored(
                Named(builder, builder.Part(loop, number), carried[number].Symbol), carried[number].Start.Type.Element));
        for (var number = 0; number < lists.Count; number++)
            Extend(lists[number], (ListValue)ends[lists[number]]!, builder.Part(loop, carried.Count + number));
    }

    /// <summary>What a variable holds in a turn, or after the last one.</summary>
    private static Node Named(GraphBuilder builder, Node value, object variable)
    {
        var name = variable is ISymbol symbol ? symbol.Name : (string)variable;
        builder.Originate(value, new Origin(builder.Origin?.Source, OriginRole.Forward, name, Origin.Itself));
        return builder.Nodes[value.Id];
    }

    /// <summary>The lists of tensors that the body fills.</summary>
    private List<ISymbol> Lists()
        => _body.DescendantsAndSelf().OfType<IInvocationOperation>().Select(call => call.Instance).OfType<ILocalReferenceOperation>()
            .Select(local => (ISymbol)local.Local)
        .Where(symbol => BranchReader.IsOutside(symbol, _body) && _statements.Scope[symbol] is ListValue)
        .Distinct<ISymbol>(SymbolEqualityComparer.Default).ToList();

    /// <summary>The value that an iteration adds to a list: one element, or a stack of several.</summary>
    private Node Added(ListValue list)
        => list.Runs is [{ IsLoopStack: false } single]
            ? _statements.Context.Builder.Nodes[single.Node.Id]
            : list.Stacked(_statements.Context.Builder);

    private void Extend(ISymbol symbol, ListValue added, Node stack)
    {
        if (added.Runs is not [{ IsLoopStack: false }])
        {
            var dims = stack.Type.Shape.Dims;
            stack = _statements.Context.Builder.Reshape(stack, Shape.Of(dims.Skip(2).Prepend(dims[0] * dims[1])));
        }

        _statements.Scope[symbol] = ((ListValue)_statements.Scope[symbol]!).AddStack(stack);
    }
}
