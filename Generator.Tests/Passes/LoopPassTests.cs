using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>What the passes take out of loops, and that the values stay, however often a loop turns.</summary>
public class LoopPassTests
{
    private static readonly string[] Wanted = ["x", "w", "u", "b"];

    [Fact]
    public void TheGradientOfARecurrenceSumsNothingTurnByTurn()
    {
        var backward = GraphPasses.Run(Recurrence()).Nodes.Last(node => node.Kind == OpKind.Loop);
        Assert.Equal(1, backward.Carried);
        Assert.Single(backward.Bodies[0].Nodes, node => node.Kind == OpKind.MatMul);
        Assert.DoesNotContain(backward.Bodies[0].Nodes, node => node.Kind == OpKind.ReduceSum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void TheGradientStays(int turns)
    {
        var random = new Random(turns);
        var graph = Recurrence();
        var bindings = new Bindings
        {
            Symbols = { ["T"] = turns, ["N"] = 3 },
            Inputs = { ["x"] = Draw(turns * 3 * 2), ["w"] = Draw(4 * 2), ["u"] = Draw(4 * 4), ["b"] = Draw(4) },
        };
        var expected = Interpreter.Outputs(graph, bindings, OutputRole.Gradient);
        var smaller = GraphPasses.Run(graph);
        GraphVerifier.Check(smaller);
        var actual = Interpreter.Outputs(smaller, bindings, OutputRole.Gradient);
        foreach (var name in Wanted) Numbers.MustBeClose(expected[name].Data, actual[name].Data, 1e-12, name);

        double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    // h = tanh(x[t] w' + b + h u')
    private static Graph Recurrence()
    {
        var b = new GraphBuilder("recurrence", ElementType.Float64) { BatchSymbols = { "T", "N" } };
        var (turns, rows) = (Dim.Symbol("T"), Dim.Symbol("N"));
        Node[] captures = [Input("x", turns, rows, 2), Input("w", 4, 2), Input("u", 4, 4), Input("b", 4)];
        var start = b.BroadcastTo(b.Constant(0), Shape.Of(rows, 4));
        var loop = ControlCases.Loop(b, turns, captures, [start], (c, t, v) =>
        {
            var row = c.Reshape(c.Slice(v[0], 0, t, t + 1), Shape.Of(rows, 2));
            return [c.Add(OpKind.Tanh, c.Add(c.Add(c.MatMul(row, v[1], false, true), v[3]), c.MatMul(v[4], v[2], false, true)))];
        });
        b.Output(OutputRole.Loss, "loss", b.Sum(b.Part(loop, 0)));
        return Differentiate.Run(b.Build(), Wanted);

        Node Input(string name, params Dim[] dims) => b.Input(new(name, new(ElementType.Float64, Shape.Of(dims))));
    }
}
