using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>Rows of the table of operations for loops and branches.</summary>
internal static class ControlCases
{
    private static readonly Dim N = Dim.Symbol("N");

    public static readonly OpCase[] All =
    [
        new("loop_recurrence", (b, x) => b.Part(Loop(b, N, [x[0], x[1]], [x[2]], Recurrence), 0), ["N,3", "3", "3"], -1, 1),
        new("loop_reverse", (b, x) => b.Part(Loop(b, N, [x[0], x[1]], [x[2]], Recurrence, reverse: true), 0), ["N,3", "3", "3"], -1, 1),
        new("loop_stack", (b, x) => b.Part(Loop(b, N, [x[0], x[1]], [x[2]], Recurrence), 1), ["N,3", "3", "3"], -1, 1),
        new("loop_both", (b, x) => Both(b, Loop(b, N, [x[0], x[1]], [x[2]], Recurrence)), ["N,3", "3", "3"], -1, 1),
        new("loop_product", (b, x) => b.Part(Loop(b, 5, [x[0], x[1]], [x[2]], Product), 0), ["5,N,3", "4,3", "N,4"], -1, 1),
        new("loop_batch_first", (b, x) =>
            b.Part(Loop(b, 3, [x[0]], [x[1]],
                (c, i, v) => [c.Add(OpKind.Tanh, c.Add(v[1], c.Reshape(c.Slice(v[0], 1, i + 1, i + 2), Shape.Of(N, 2))))]), 0),
                    ["N,5,2", "N,2"]),
        new("loop_two_carried", (b, x) =>
            b.Part(Loop(b, 4, [x[0]], [x[1], x[2]], (c, _, v) => [c.Multiply(v[2], v[0]), c.Add(v[1], v[2])]), 1), ["7", "7", "7"], -1, 1),
        new("loop_never", (b, x) => b.Part(Loop(b, N - N, [x[0]], [x[1]], (c, _, v) => [c.Multiply(v[0], v[1])]), 0), ["7", "7"]),
        new("loop_index", (b, x) => b.Part(Loop(b, N, [x[0]], [x[1]], (c, i, v) => [c.Add(v[1], c.Multiply(c.DimValue(i), v[0]))]), 0),
            ["3", "3"]),
        new("loop_nested", (b, x) => b.Part(Loop(b, N, [x[0], x[1]], [x[2]], Nested), 0), ["N,3", "4,3", "3"], -1, 1),
        new("loop_growing", (b, x) => b.Part(Loop(b, 5, [x[0]], [x[1]], Growing), 0), ["5,3", "3"], -1, 1),
        new("branch_taken", (b, x) => b.Part(Branch(b, b.Add(OpKind.Less, b.Constant(0), b.DimValue(N)), x), 0), ["N,3", "3"]),
        new("branch_other", (b, x) => b.Part(Branch(b, b.Add(OpKind.Less, b.DimValue(N), b.Constant(0)), x), 0), ["N,3", "3"]),
        new("item_branch", (b, x) => b.Part(Branch(b, b.Add(OpKind.Less, b.Item(b.Sum(x[0])), b.Constant(0.3)), x), 0),
            ["N,3", "3"]),
        new("item_number", (b, x) => b.Multiply(x[0], b.Add(b.Item(b.Sum(b.Add(OpKind.Sign, x[1]))), b.Constant(0.5))),
            ["N,3", "3"]),
        new("item_of_a_row", (b, x) =>
            b.Part(Branch(b, b.Add(OpKind.Less, b.Constant(0), b.Item(b.Slice(x[1], 0, 1, 2))), x), 0), ["N,3", "3"]),
        new("item_in_loop", (b, x) => b.Part(Loop(b, N, [x[0], x[1]], [x[2]], ItemInLoop), 0), ["N,3", "3", "3"], -1, 1),
        new("branch_in_loop", (b, x) => b.Part(Loop(b, N, [x[0], x[1]], [x[2]], BranchInLoop), 0), ["N,3", "3", "3"], -1, 1),
    ];

    /// <summary>Adds a loop whose body is written over its captures and carried values, given its builder, its index and those.</summary>
    public static Node Loop(GraphBuilder b, Dim count, Node[] captures, Node[] starts, Func<GraphBuilder, Dim, Node[], Node[]> write,
        bool reverse = false)
    {
        var index = b.FreshIndex();
        var body = ControlFlow.Body(b, "body", index);
        var inputs = captures.Concat(starts).Select((node, number) => body.Input(new("v" + GraphText.Number(number), node.Type))).ToArray();
        foreach (var (node, number) in write(body, Dim.Symbol(index), inputs).Select((node, number) => (node, number)))
            body.Output(OutputRole.Result, "r" + GraphText.Number(number), node);
        return b.Add(OpKind.Loop, [.. captures, .. starts],
            new LoopArguments(index, count, reverse, starts.Length, [body.Build()]));
    }

    /// <summary>tanh(x) * w or x + exp(w).</summary>
    private static Node Branch(GraphBuilder b, Node condition, Node[] x)
    {
        return b.Add(OpKind.Branch, [condition, .. x],
            new BranchArguments([
                Body((c, v) => c.Multiply(c.Add(OpKind.Tanh, v[0]), v[1])), Body((c, v) => c.Add(v[0], c.Add(OpKind.Exp, v[1])))]));

        Graph Body(Func<GraphBuilder, Node[], Node> write)
        {
            var body = ControlFlow.Body(b, "side");
            var inputs = x.Select((node, number) => body.Input(new("v" + GraphText.Number(number), node.Type))).ToArray();
            body.Output(OutputRole.Result, "r", write(body, inputs));
            return body.Build();
        }
    }

    // y[t] = tanh((y[t-1] + x[t]) * w), stacked too
    private static Node[] Recurrence(GraphBuilder c, Dim index, Node[] v)
    {
        var next = c.Add(OpKind.Tanh, c.Multiply(c.Add(v[2], Row(c, v[0], index)), v[1]));
        return [next, c.Multiply(next, next)];
    }

    private static Node[] Product(GraphBuilder c, Dim index, Node[] v)
    {
        var x = c.MatMul(Row(c, v[0], index), v[1], false, true);
        return [c.Add(OpKind.Tanh, c.Add(x, v[2]))];
    }

    private static Node[] Nested(GraphBuilder c, Dim index, Node[] v)
        => [
            c.Part(Loop(c, 4, [Row(c, v[0], index), v[1]], [v[2]],
                (d, inner, w) => [d.Add(OpKind.Tanh, d.Add(d.Multiply(w[2], w[0]), Row(d, w[1], inner)))]), 0)];

    // Turns as often as the loop around it has, and takes as many rows at once.
    private static Node[] Growing(GraphBuilder c, Dim index, Node[] v)
    {
        var inner = Loop(c, index + 1, [v[0]], [v[1]],
            (d, turn, w) => [d.Add(OpKind.Tanh, d.Add(w[1], Row(d, w[0], turn))), d.Multiply(w[1], w[1])]);
        var rows = c.Add(OpKind.Sigmoid, c.Slice(v[0], 0, 0, index + 1));
        return [c.Add(OpKind.Tanh, c.Add(c.Part(inner, 0), c.Sum(c.Multiply(rows, c.Part(inner, 1)), [0])))];
    }

    private static Node[] BranchInLoop(GraphBuilder c, Dim index, Node[] v)
        => [c.Part(Branch(c, c.Add(OpKind.Less, c.DimValue(index), c.Constant(2)), [c.Add(v[2], Row(c, v[0], index)), v[1]]), 0)];

    private static Node[] ItemInLoop(GraphBuilder c, Dim index, Node[] v)
    {
        var next = c.Add(v[2], Row(c, v[0], index));
        return [c.Part(Branch(c, c.Add(OpKind.Less, c.Item(c.Sum(next)), c.Constant(0.3)), [next, v[1]]), 0)];
    }

    private static Node Both(GraphBuilder b, Node loop) => b.Add(b.Part(loop, 1), b.Part(loop, 0));

    private static Node Row(GraphBuilder c, Node x, Dim index)
        => c.Reshape(c.Slice(x, 0, index, index + 1), Shape.Of(x.Type.Shape.Dims.Skip(1)));
}
