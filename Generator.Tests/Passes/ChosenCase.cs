using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>
/// A choice, one side of which is singular where it is not taken: what x is there must not show, neither in its own gradient nor in
/// another's.
/// </summary>
/// <param name="Name">What is chosen from, and how.</param>
/// <param name="Build">The result, from the input x [4, 3] and the parameter w [4, 3].</param>
/// <param name="Singular">The value of x where it is not chosen, at which the side has no finite value or slope.</param>
/// <param name="Harmless">A value there that has both, and is not chosen either.</param>
/// <param name="IsChosen">Whether an element of x is taken.</param>
internal sealed record ChosenCase(string Name, Func<GraphBuilder, Node, Node, Node> Build, double Singular, double Harmless,
    Func<int, int, bool> IsChosen)
{
    public const int Rows = 4;

    public const int Columns = 3;

    private static readonly ChosenFunction[] Functions = ChosenFunction.All;

    /// <summary>What stands between a singular side and the choice.</summary>
    private static readonly (string Name, Func<GraphBuilder, Node, Node, Node> Build)[] Chains =
    [
        ("", (_, y, _) => y),
        (" then affine", (b, y, _) => b.Add(b.Multiply(y, b.Constant(2)), b.Constant(1))),
        (" then tanh", (b, y, _) => b.Add(OpKind.Tanh, y)),
        (" times w", (b, y, w) => b.Multiply(w, y)),
        (" divided by w", (b, y, w) => b.Divide(b.Multiply(y, y), w)),
        (" then reshaped", (b, y, _) => b.Reshape(b.Reshape(b.Multiply(y, y), Shape.Of(Rows * Columns)), Shape.Of(Rows, Columns))),
        (" then moved", (b, y, _) => b.Transpose(b.Flip(b.Transpose(b.Flip(y, [0])), [1]))),
        (" then joined", (b, y, w) => b.Multiply(b.Slice(b.Concat(0, [w, y]), 0, Rows, 2 * Rows), w)),
        (" then again", (b, y, _) => b.Multiply(b.Add(OpKind.Sqrt, b.Add(OpKind.Abs, y)), y)),
        (" in a loop", (b, y, w) =>
            b.Part(ControlCases.Loop(b, 3, [w], [y], (c, _, v) => [c.Multiply(c.Add(v[1], c.Constant(0.1)), v[0])]), 0)),
    ];

    /// <summary>How one of both sides is taken.</summary>
    private static readonly (string Name, Func<GraphBuilder, Node, Node, Node, Node> Build)[] Choices =
    [
        ("where", (b, mask, y, x) => b.Select(mask, y, b.Multiply(x, b.Constant(3)))),
        ("where not", (b, mask, y, x) => b.Select(b.Not(mask), b.Add(OpKind.Negate, x), y)),
        ("nested", (b, mask, y, x) => b.Select(b.Not(mask), x, b.Add(OpKind.Tanh, b.Select(mask, b.Select(mask, y, b.Constant(2)), y)))),
        ("both", (b, mask, y, x) =>
            b.Add(b.Select(mask, y, b.Constant(0)), b.Select(mask, b.Multiply(y, y), b.Multiply(x, b.Constant(0.5))))),
        ("summed", (b, mask, y, x) => b.Sum(b.Select(mask, y, x), [1], keep: true)),
        ("reaching", (b, mask, y, x) => b.Add(x, b.Relu(b.Add(b.Select(mask, y, b.Constant(0.7)), b.Constant(0.5))))),
    ];

    public static IReadOnlyList<ChosenCase> All { get; } = [.. Elementwise(), .. ByRow(), .. ChosenFunction.Selecting];

    /// <summary>Some of these, and what itself chooses, for backends that must compile it.</summary>
    public static IReadOnlyList<ChosenCase> Few { get; } = [
        .. All.Where((_, number) => number % ((2 * (Chains.Length + Choices.Length)) + 1) == 3), .. ChosenFunction.Selecting];

    public Graph Graph(ElementType type)
    {
        var b = new GraphBuilder("chosen", type);
        var matrix = new TensorType(type, Shape.Of(Rows, Columns));
        var result = Build(b, b.Input(new("x", matrix)), b.Parameter(new("w", matrix, new(InitializerKind.Zeros))));
        b.Output(OutputRole.Result, "result", result);
        var weights = b.Input(new("weights", result.Type));
        b.Output(OutputRole.Loss, "loss", b.Sum(b.Multiply(result, weights)));
        return b.Build();
    }

    public static Node Mask(GraphBuilder b, Shape shape)
        => b.Add(OpKind.Less, b.Constant(0), b.Input(new("mask", new(b.Precision, shape))));

    private static bool IsOdd(int row, int column) => (row + column) % 2 == 1;

    private static IEnumerable<ChosenCase> Elementwise()
        => Functions.Where(function => !function.IsOfRows)
            .SelectMany((function, number) => Pairs(number).Select(pair => Elementwise(function, pair.Chain, pair.Choice)));

    /// <summary>Each chain with some choice, and each choice without a chain.</summary>
    private static IEnumerable<(int Chain, int Choice)> Pairs(int function)
        => Enumerable.Range(0, Chains.Length).Select(chain => (chain, (chain + function) % Choices.Length))
            .Concat(Enumerable.Range(0, Choices.Length).Select(choice => (0, choice)));

    private static ChosenCase Elementwise(ChosenFunction function, int chain, int choice)
    {
        return new($"{function.Name} at {function.Singular}{Chains[chain].Name}, {Choices[choice].Name}", Build, function.Singular,
            function.Harmless, IsOdd);

        Node Build(GraphBuilder b, Node x, Node w)
            => Choices[choice].Build(b, Mask(b, x.Type.Shape), Chains[chain].Build(b, function.Build(b, x), w), x);
    }

    private static IEnumerable<ChosenCase> ByRow()
    {
        foreach (var function in Functions)
        {
            foreach (var choice in Choices)
            {
                yield return new($"rows of {function.Name} at {function.Singular}, {choice.Name}", Build, function.Singular,
                    function.Harmless, (row, _) => row % 2 == 0);

                Node Build(GraphBuilder b, Node x, Node w)
                {
                    var y = b.Mean(b.Multiply(function.Build(b, x), w), [1], keep: true);
                    return choice.Build(b, Mask(b, Shape.Of(Rows, 1)), y, b.Sum(x, [1], keep: true));
                }
            }
        }
    }
}
