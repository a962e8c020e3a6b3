using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Context;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.FrontEnd.Values;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>One side of a branch: its body, the value that it ends with, and the variables that it assigned.</summary>
internal sealed record BranchSide(BodyReader Body, SymbolicValue? Value, IReadOnlyDictionary<object, SymbolicValue?> Assigned)
{
    public static BranchSide Read(StatementReader statements, Continuation run) => Read(statements.Context, statements.Scope, () => run());

    public static BranchSide Read(ReadingContext context, Scope scope, Func<SymbolicValue?> read)
    {
        var body = new BodyReader(context.Builder);
        var value = context.Within(body, scope, read, out var assigned);
        return new(body, value, assigned);
    }

    /// <summary>The value that a variable has when the side does not assign it.</summary>
    public SymbolicValue? Before(Scope scope, object symbol) => scope[symbol] is { } value ? Body.Capture(value) : null;

    /// <summary>
    /// The value of the side that is taken; the variables and buffers that live on have what that side assigned.
    /// </summary>
    /// <param name="context">The class that is read.</param>
    /// <param name="scope">The variables around the branch.</param>
    /// <param name="condition">Which side is taken.</param>
    /// <param name="syntax">The branch.</param>
    /// <param name="sides">Its sides.</param>
    /// <param name="ends">The value of each side.</param>
    /// <param name="livesOn">Whether a variable is there after the branch.</param>
    public static SymbolicValue Join(ReadingContext context, Scope scope, Node condition, SyntaxNode syntax,
        IReadOnlyList<BranchSide> sides, IReadOnlyList<SymbolicValue> ends, Func<object, bool> livesOn)
    {
        var joined = new List<(object Key, IReadOnlyList<SymbolicValue> Values)>();
        foreach (var key in sides.SelectMany(side => side.Assigned.Keys).Where(livesOn).Distinct(Scope.Keys))
        {
            var values = sides.Select(side => side.Assigned.TryGetValue(key, out var value) ? value : side.Before(scope, key))
                .OfType<SymbolicValue>().ToList();
            if (values.Count == sides.Count) joined.Add((key, values));
        }

        var sideValues = sides.Select((_, side) =>
            (SymbolicValue)new TupleValue(joined.Select(item => item.Values[side]).Prepend(ends[side]).ToList())).ToList();
        var result = (TupleValue)Merged(context, condition, syntax, sides, sideValues);
        for (var number = 0; number < joined.Count; number++) scope[joined[number].Key] = result.Items[number + 1];
        return result.Items[0];
    }

    /// <summary>The branch's value: what each side ends with, merged.</summary>
    private static SymbolicValue Merged(ReadingContext context, Node condition, SyntaxNode syntax, IReadOnlyList<BranchSide> sides,
        IReadOnlyList<SymbolicValue> values)
    {
        var results = sides.Select(_ => new List<Node>()).ToList();
        var shape = Merge(values);
        if (results[0].Count == 0) return shape([]);
        try
        {
            var (parts, operands) = Unified(sides, results);
            context.Builder.Layers.AddRange(parts.SelectMany(part => part.Layers));
            var arguments = new BranchArguments(parts.Select(part => part with { Layers = [] }).ToEquatableArray());
            var branch = context.Builder.Add(OpKind.Branch, [context.Builder.Nodes[condition.Id], .. operands], arguments);
            return shape(Enumerable.Range(0, results[0].Count).Select(number => context.Builder.Part(branch, number)).ToList());
        }
        catch (ShapeException exception)
        {
            throw new LanguageException(Descriptors.ShapesDoNotMeet, syntax.GetFirstToken().GetLocation(), exception.Message, "");
        }

        // Collects the tensors of both sides in one order; gives what builds the value again from the branch's results.
        Func<IReadOnlyList<Node>, SymbolicValue> Merge(IReadOnlyList<SymbolicValue> pair)
        {
            if (pair[0] is TupleValue first && pair[1] is TupleValue second && first.Items.Count == second.Items.Count)
            {
                var items = first.Items.Zip(second.Items, (a, b) => Merge([a, b])).ToList();
                return nodes => new TupleValue(items.Select(item => item(nodes)).ToList());
            }

            if (pair[0] is not TensorValue && pair[0].Equals(pair[1])) return _ => pair[0];
            if (pair.All(value => value is NumberValue or DimValue))
                return _ =>
                    new TensorValue(context.Builder.Select(context.Builder.Nodes[condition.Id], Tensor(context, pair[0], syntax),
                        Tensor(context, pair[1], syntax)));
            var index = results[0].Count;
            for (var side = 0; side < sides.Count; side++)
                results[side].Add(context.Within(sides[side].Body, new Scope(),
                    () => context.Builder.Stored(Tensor(context, pair[side], syntax)),
                    out _));
            var element = pair[0] is TensorValue { Node.Type.Element: var kind } ? kind : context.Builder.Precision;
            return nodes => new TensorValue(context.Builder.Restored(nodes[index], element));
        }
    }

    private static Node Tensor(ReadingContext context, SymbolicValue value, SyntaxNode syntax) => value switch
    {
        TensorValue tensor => context.Builder.Nodes[tensor.Node.Id],
        NumberValue number => context.Builder.Constant(number.Number),
        DimValue dim => context.Builder.Count(dim.Dim),
        _ => throw new LanguageException(
            Descriptors.UnknownSyntax,
            syntax.GetFirstToken().GetLocation(),
            $"a variable that is {value.What} on one side of a branch",
            "assign the same on both sides, or a Tensor on both")
        { IsOfValues = true },
    };

    /// <summary>Gives both bodies the same inputs and results of the same types.</summary>
    private static (List<Graph> Bodies, List<Node> Operands) Unified(IReadOnlyList<BranchSide> sides,
        List<List<Node>> results)
    {
        for (var number = 0; number < results[0].Count; number++)
        {
            var types = results.Select(side => side[number].Type).ToList();
            if (types[0].Shape == types[1].Shape) continue;
            var met = new ShapeRules([]).BroadcastShapes(types[0].Shape, types[1].Shape);
            if (types.Any(type => type.Shape != met && type.Rank > 0))
                throw new ShapeException(
                    $"the two sides of the branch give {types[0].Shape} and {types[1].Shape}: the same shape is expected");
            for (var side = 0; side < sides.Count; side++)
                results[side][number] = types[side].Shape == met
                    ? results[side][number]
                    : sides[side].Body.Builder.BroadcastTo(results[side][number], met);
        }

        var operands = sides.SelectMany(side => side.Body.Operands).GroupBy(node => node.Id).Select(group => group.First())
            .OrderBy(node => node.Id).ToList();
        var bodies = sides.Select((side, number) =>
            side.Body.Finish(results[number]) with { Inputs = operands.Select(side.Body.InputOf).ToEquatableArray() }).ToList();
        return (bodies, operands);
    }
}
