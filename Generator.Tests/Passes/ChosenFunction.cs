using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>
/// A function of x [4, 3] and a value at which it, or its slope, is not finite. One that is of rows mixes the elements of a row.
/// </summary>
internal sealed record ChosenFunction(string Name, Func<GraphBuilder, Node, Node> Build, double Singular, double Harmless = 0.7,
    bool IsOfRows = false)
{
    public static readonly ChosenFunction[] All =
    [
        new("exp", (b, x) => b.Add(OpKind.Exp, x), 1000),
        new("exp exp", (b, x) => b.Add(OpKind.Exp, b.Add(OpKind.Exp, x)), 30),
        new("log", (b, x) => b.Add(OpKind.Log, x), 0),
        new("log", (b, x) => b.Add(OpKind.Log, x), -1),
        new("log log", (b, x) => b.Add(OpKind.Log, b.Add(OpKind.Log1p, x)), 0),
        new("log1p", (b, x) => b.Add(OpKind.Log1p, x), -1),
        new("sqrt", (b, x) => b.Add(OpKind.Sqrt, x), 0),
        new("sqrt", (b, x) => b.Add(OpKind.Sqrt, x), -2),
        new("sqrt of square", (b, x) => b.Add(OpKind.Sqrt, b.Square(x)), 0),
        new("1/x", (b, x) => b.Divide(b.Constant(1), x), 0),
        new("x/x", (b, x) => b.Divide(x, x), 0),
        new("x/|x|", (b, x) => b.Divide(x, b.Add(OpKind.Abs, x)), 0),
        new("1/sqrt", (b, x) => b.Divide(b.Constant(1), b.Add(OpKind.Sqrt, x)), 0),
        new("x log x", (b, x) => b.Multiply(x, b.Add(OpKind.Log, x)), 0),
        new("power 1/2", (b, x) => b.Add(OpKind.Power, x, b.Constant(0.5)), 0),
        new("power 1/3", (b, x) => b.Add(OpKind.Power, x, b.Constant(1.0 / 3)), -1),
        new("power -1", (b, x) => b.Add(OpKind.Power, x, b.Constant(-1)), 0),
        new("power -3/2", (b, x) => b.Add(OpKind.Power, x, b.Constant(-1.5)), 0),
        new("power of 2", (b, x) => b.Add(OpKind.Power, b.Constant(2), x), 5000),
        new("power of 0", (b, x) => b.Add(OpKind.Power, b.Constant(0), x), -1),
        new("x to the x", (b, x) => b.Add(OpKind.Power, x, x), 0),
        new("square", (b, x) => b.Square(x), double.NaN),
        new("fourth power", (b, x) => b.Square(b.Square(x)), 1e200),
        new("abs", (b, x) => b.Add(OpKind.Abs, x), double.NaN),
        new("tan", (b, x) => b.Divide(b.Add(OpKind.Sin, x), b.Add(OpKind.Cos, x)), double.PositiveInfinity),
        new("tanh", (b, x) => b.Add(OpKind.Tanh, x), double.NaN),
        new("sigmoid", (b, x) => b.Add(OpKind.Sigmoid, x), double.NaN),
        new("erf", (b, x) => b.Add(OpKind.Erf, x), double.NaN),
        new("silu", (b, x) => b.Silu(x), double.NegativeInfinity),
        new("gelu", (b, x) => b.Gelu(x), double.NegativeInfinity),
        new("softplus", (b, x) => b.Softplus(x), double.NaN),
        new("norm", (b, x) => b.Multiply(b.Norm(x, 2, [1], keep: true), x), double.PositiveInfinity, IsOfRows: true),
        new("norm 1/2", (b, x) => b.Norm(x, 0.5, [1], keep: true), 0, IsOfRows: true),
        new("deviation", (b, x) => b.Add(OpKind.Sqrt, b.Variance(x, [1], 0, keep: true)), 0, IsOfRows: true),
        new("normalised", (b, x) => b.Divide(x, b.Add(OpKind.Sqrt, b.Sum(b.Square(x), [1], keep: true))), 0, IsOfRows: true),
        new("softmax", (b, x) => b.Softmax(x), double.NegativeInfinity, IsOfRows: true),
        new("log of sum", (b, x) => b.Add(OpKind.Log, b.Sum(x, [1], keep: true)), 0, IsOfRows: true),
    ];

    /// <summary>Operations that themselves choose: what they leave is not chosen.</summary>
    public static readonly ChosenCase[] Selecting =
    [
        Of("relu of log", (b, x, w) => b.Multiply(w, b.Relu(b.Add(b.Add(OpKind.Log, x), b.Constant(1)))), 0, 0.01),
        Of("leaky relu of x log x",
            (b, x, _) => b.Select(Above(b, x, 0.2), b.Multiply(x, b.Add(OpKind.Log, x)), b.Multiply(x, b.Constant(0.1))), 0, 0.1),
        Of("exp below 0", (b, x, _) => b.Select(b.Add(OpKind.LessOrEqual, x, b.Constant(2)), b.Add(OpKind.Exp, x), b.Add(b.Constant(1), x)),
            100000, 3),
        Of("clamp of exp", (b, x, w) => b.Multiply(w, b.Clamp(b.Add(OpKind.Exp, x), -10, 10)), 1000, 3),
        Of("clamp of 1/x", (b, x, w) => b.Multiply(w, b.Clamp(b.Divide(b.Constant(1), x), -10, 10)), 0, 0.01),
        Of("maximum of log", (b, x, w) => b.Add(OpKind.Maximum, b.Add(OpKind.Log, x), b.Subtract(w, b.Constant(4))), 0, 1e-6),
        Of("minimum of 1/x", (b, x, w) => b.Add(OpKind.Minimum, b.Divide(b.Constant(1), x), b.Add(w, b.Constant(5))), 0, 1e-6),
        Of("minimum of x^-1/2", (b, x, w) => b.Add(OpKind.Minimum, b.Add(OpKind.Power, x, b.Constant(-0.5)), b.Add(w, b.Constant(5))), 0,
            1e-6),
        OfFirst("maximum of a row of logs", (b, x, _) => b.Max(b.Add(OpKind.Log, x), [1]), 0, 1e-6),
        OfFirst("first maximum of a row of logs", (b, x, _) => b.FirstMax(b.Add(OpKind.Log, x), [1]), 0, 1e-6),
        OfFirst("least of a row of reciprocals", (b, x, _) => b.Min(b.Divide(b.Constant(1), x), [1]), 0, 1e-6),
        OfFirst("slice of roots", (b, x, _) => b.Slice(b.Add(OpKind.Sqrt, x), 1, 1, 3), 0, 0.5),
        OfFirst("windows of roots", (b, x, _) => b.Windows(b.Slice(b.Add(OpKind.Sqrt, x), 1, 1, 3), WindowForm.Even([1], [1], 1, 1)), 0,
            0.5),
        OfFirst("triangle of logs", (b, x, _) => b.Select(Column(b, x), b.Add(OpKind.Log, x), b.Constant(0)), 0, 0.5),
        OfFirst("choice in a loop", (b, x, w) => b.Part(ControlCases.Loop(b, 3, [x], [w], ChoiceInLoop), 0), 0, 0.1),
        OfFirst("stack of a loop",
            (b, x, w) => b.Select(Column(b, x), b.Reshape(b.Slice(Stacked(b, x, w), 0, 2, 3), x.Type.Shape), b.Constant(1)), 0, 0.1),
        OfFirst("choice of a branch", ChoiceOfBranch, 0, 0.1),
    ];

    private static ChosenCase Of(string name, Func<GraphBuilder, Node, Node, Node> build, double singular, double harmless)
        => new(name, build, singular, harmless, (row, column) => (row + column) % 2 == 1);

    private static ChosenCase OfFirst(string name, Func<GraphBuilder, Node, Node, Node> build, double singular, double harmless)
        => new(name, build, singular, harmless, (_, column) => column > 0);

    private static Node Above(GraphBuilder b, Node x, double bound) => b.Add(OpKind.Less, b.Constant(bound), x);

    private static Node Column(GraphBuilder b, Node x)
        => b.Add(OpKind.Less, b.Constant(0), b.ToFloat(b.Iota(x.Type.Shape, 1)));

    private static Node[] ChoiceInLoop(GraphBuilder c, Dim turn, Node[] v)
        => [c.Add(v[1], c.Select(Above(c, v[0], 0.2), c.Multiply(c.Add(OpKind.Log, v[0]), c.DimValue(turn + 1)), v[1]))];

    private static Node Stacked(GraphBuilder b, Node x, Node w)
        => b.Part(ControlCases.Loop(b, 3, [x], [w],
            (c, _, v) => [c.Divide(v[1], c.Add(OpKind.Sqrt, v[0])), c.Multiply(v[1], c.Add(OpKind.Log, v[0]))]), 1);

    private static Node ChoiceOfBranch(GraphBuilder b, Node x, Node w)
    {
        var condition = b.Add(OpKind.Less, b.Constant(0), b.Item(b.Sum(w)));
        var branch = b.Add(OpKind.Branch, [condition, x, w],
            new BranchArguments([Side((c, v) => c.Divide(v[1], v[0])), Side((c, v) => c.Multiply(v[0], v[1]))]));
        return b.Select(Column(b, x), b.Part(branch, 0), b.Multiply(x, b.Constant(3)));

        Graph Side(Func<GraphBuilder, Node[], Node> write)
        {
            var body = ControlFlow.Body(b, "side");
            body.Output(OutputRole.Result, "r", write(body, [body.Input(new("v0", x.Type)), body.Input(new("v1", w.Type))]));
            return body.Build();
        }
    }
}
