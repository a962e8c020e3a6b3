using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Random loops and branches, with random operations in their bodies, loops and branches among them.</summary>
internal static class RandomControl
{
    private const int MostDeep = 2;

    public static void Add(RandomScope s)
    {
        if (s.Depth >= MostDeep) return;
        if (s.Chance(0.6)) Loop(s);
        else Branch(s);
    }

    private static void Loop(RandomScope s)
    {
        var (b, index) = (s.Builder, s.Builder.FreshIndex());
        var captures = Captures(s);
        var count = Count(s, captures);
        var starts = Enumerable.Range(0, s.Below(3)).Select(_ => s.AnyFloat()).ToList();
        var body = new RandomScope(ControlFlow.Body(b, "body", index), new Random(s.Below(int.MaxValue)), s.IsSmooth, s.Depth + 1)
        {
            IsMixed = s.IsMixed,
            Turns = [.. s.Turns, (Dim.Symbol(index), count)],
        };
        Take(s, body, captures.Concat(starts), starts.Count);
        body.Grow(2 + body.Below(5));
        var results = starts.Select(start => Next(body, start.Type)).ToList();
        var stacks = Enumerable.Range(0, body.Below(3)).Select(_ => body.AnyFloat()).ToList();
        if (results.Count + stacks.Count == 0) stacks.Add(body.Float());
        var loop = b.Add(OpKind.Loop, [.. captures, .. starts], new LoopArguments(index, count, IsReverse: s.Chance(0.2),
            starts.Count, [Finish(s, body, [.. results, .. stacks])]));
        Parts(s, loop, results.Count + stacks.Count);
    }

    private static void Branch(RandomScope s)
    {
        var b = s.Builder;
        var condition = RandomSources.HostCondition(s);
        var captures = Captures(s);
        var types = Enumerable.Range(0, 1 + s.Below(2)).Select(_ => s.AnyFloat().Type).ToList();
        var bodies = new List<Graph>();
        for (var side = 0; side < 2; side++)
        {
            var body = new RandomScope(ControlFlow.Body(b, "side"), new Random(s.Below(int.MaxValue)), s.IsSmooth, s.Depth + 1)
            {
                IsMixed = s.IsMixed,
                Turns = s.Turns,
            };
            Take(s, body, captures, 0);
            body.Grow(1 + body.Below(4));
            bodies.Add(Finish(s, body, types.Select(type => Next(body, type)).ToList()));
        }

        Parts(s, b.Add(OpKind.Branch, [condition, .. captures], new BranchArguments(bodies.ToEquatableArray())), types.Count);
    }

    private static List<Node> Captures(RandomScope s)
    {
        var captures = Enumerable.Range(0, 1 + s.Below(3)).Select(_ => s.AnyFloat()).Distinct().ToList();
        if (captures.All(node => node.Type.Element != ElementType.Float64)) captures.Add(s.Float());
        captures.Add(s.Pick(s.Indices));
        if (s.Data.Count > 0 && s.Chance(0.3)) captures.Add(s.Pick(s.Data));
        return captures.Distinct().ToList();
    }

    /// <summary>
    /// The turns: as many as the loop around has made, or as a captured tensor has rows, at times but the first of them, or a constant, or
    /// a number of the call's; often none.
    /// </summary>
    private static Dim Count(RandomScope s, List<Node> captures)
    {
        if (s.Turns.Count > 0 && s.Chance(0.2)) return s.Turns[^1].Index + s.Below(2);
        var rows = captures.SelectMany(node => node.Type.Shape.Dims).Where(dim => dim.Constant is null or <= 5).ToList();
        if (rows.Count > 0 && s.Chance(0.2)) return Dim.Clamp(s.Pick(rows) - 1 - s.Below(3));
        return rows.Count > 0 && s.Chance(0.5)
            ? s.Pick(rows)
            : s.Pick<Dim>([0, 1, 2, 3, Dim.Symbol("K"), Dim.Symbol("N"), Dim.Symbol("K") + 1, Dim.Clamp(Dim.Symbol("N") - 2),
                Dim.Clamp(Dim.Symbol("K") - 1)]);
    }

    /// <summary>Gives a body its inputs; what is carried varies from turn to turn, whatever it starts with.</summary>
    private static void Take(RandomScope outer, RandomScope body, IEnumerable<Node> operands, int carried)
    {
        var given = operands.ToList();
        for (var number = 0; number < given.Count; number++)
        {
            var input = body.Builder.Input(new("v" + GraphText.Number(number), given[number].Type));
            body.Pool(input.Type.Element).Add(input);
            if (number < given.Count - carried && outer.Data.Contains(given[number])) body.Data.Add(input);
        }
    }

    /// <summary>A value of the body of a given type: one of its own, or one that is made to be.</summary>
    private static Node Next(RandomScope body, TensorType type)
    {
        var b = body.Builder;
        if (type.Element != ElementType.Float64)
            return body.Narrow.LastOrDefault(node => node.Type == type && node.Kind != OpKind.Input)
                ?? b.Convert(Next(body, type.With(ElementType.Float64)), type.Element);
        var fitting = body.Floats.Where(node => node.Type == type).ToList();
        var computed = fitting.Where(node => node.Kind != OpKind.Input).ToList();
        var next = computed.Count > 0 && body.Chance(0.9) ? body.Pick(computed) : null;
        if (next is null)
        {
            var near = body.Floats
                .Where(node => node.Type.Rank <= type.Rank && body.Meets(node.Type.Shape, type.Shape) && Fills(node.Type.Shape, type.Shape))
                .ToList();
            var (first, second) = near.Count > 0 ? (body.Pick(near), body.Pick(near)) : (body.Number(), body.Number());
            next = fitting.Count > 0 && body.Chance(0.1)
                ? body.Pick(fitting)
                : b.BroadcastTo(b.Add(body.Pick([OpKind.Add, OpKind.Multiply]), first, second), type.Shape);
        }

        return body.IsSmooth ? b.Add(OpKind.Tanh, next) : next;
    }

    private static bool Fills(Shape from, Shape to)
        => from.Dims.Zip(to.Dims.Skip(to.Rank - from.Rank), (a, b) => a.IsOne || a == b).All(fits => fits);

    /// <summary>The finished body; what its shapes ask of a call is asked by the graph around it.</summary>
    private static Graph Finish(RandomScope s, RandomScope body, IReadOnlyList<Node> results)
    {
        var (outer, turns) = (s.Builder, s.Turns);
        for (var number = 0; number < results.Count; number++)
            body.Builder.Output(OutputRole.Result, "r" + GraphText.Number(number), results[number]);
        var graph = body.Builder.Build();
        foreach (var guard in graph.Guards)
        {
            if (guard.Left.Symbols.Concat(guard.Right.Symbols).Any(symbol => outer.Indices.Contains(symbol)))
                throw new ShapeException("whether shapes meet depends on the turn");
            outer.Guard(guard);
        }

        if (results.SelectMany(node => node.Type.Shape.Dims).SelectMany(dim => dim.Symbols)
            .Any(symbol => body.Turns.Except(turns).Any(turn => turn.Index.ToString() == symbol)))
            throw new ShapeException("the result's shape depends on the turn");
        return graph with { Guards = [] };
    }

    private static void Parts(RandomScope s, Node control, int count)
    {
        for (var number = 0; number < count; number++)
        {
            if (s.Chance(0.8)) s.Keep(s.Builder.Part(control, number));
        }
    }
}
