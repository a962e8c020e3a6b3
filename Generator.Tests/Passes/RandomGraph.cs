using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>Small graphs from seeds: two inputs, some constants that identities look for, and a dozen operations over them.</summary>
internal static class RandomGraph
{
    private static readonly double[] Constants = [0, 1, -1, 2, 0.5, 3, -4];

    private static readonly OpKind[] Unary = [OpKind.Negate, OpKind.Exp, OpKind.Tanh, OpKind.Abs, OpKind.Detach, OpKind.Sigmoid, OpKind.Sign, OpKind.Negate];

    private static readonly OpKind[] Binary = [OpKind.Add, OpKind.Subtract, OpKind.Multiply, OpKind.Minimum, OpKind.Maximum];

    public static Graph Make(int seed)
    {
        var random = new Random(seed);
        var b = new GraphBuilder($"random{seed}", ElementType.Float64) { BatchSymbols = { "N" } };
        var type = new TensorType(ElementType.Float64, Shape.Of(Dim.Symbol("N"), 3));
        List<Node> pool = [b.Input(new("x", type)), b.Input(new("y", type)), b.Parameter(new("w", new(ElementType.Float64, Shape.Of(3)), new(InitializerKind.Zeros)))];
        for (var count = 4 + random.Next(12); count > 0; count--)
        {
            try
            {
                pool.Add(Next(b, random, pool));
            }
            catch (ShapeException)
            {
                // Operands that do not meet; another choice follows.
            }
        }

        for (var output = 0; output < 3; output++) b.Output(OutputRole.Result, $"result{output}", pool[pool.Count - 1 - random.Next(Math.Min(5, pool.Count))]);
        return b.Build();
    }

    private static Node Next(GraphBuilder b, Random random, List<Node> pool)
    {
        var x = pool[random.Next(pool.Count)];
        var y = pool[random.Next(pool.Count)];
        return random.Next(14) switch
        {
            0 => b.Constant(Constants[random.Next(Constants.Length)]),
            1 or 2 => b.Add(Unary[random.Next(Unary.Length)], x),
            3 or 4 or 5 => b.Add(Binary[random.Next(Binary.Length)], x, random.Next(2) == 0 ? y : b.Constant(Constants[random.Next(Constants.Length)])),
            6 => b.Divide(x, b.Add(OpKind.Abs, random.Next(2) == 0 ? y : b.Constant(2))),
            7 => b.Add(OpKind.Power, b.Add(OpKind.Abs, x), b.Constant(random.Next(4) - 1)),
            8 => b.Select(b.Add(OpKind.Less, y, pool[0]), x, pool[random.Next(pool.Count)]),
            9 => b.Transpose(x),
            10 => b.BroadcastTo(x, random.Next(2) == 0 ? pool[0].Type.Shape : x.Type.Shape),
            11 when x.Type.Rank > 0 => b.Sum(x, [random.Next(x.Type.Rank)], random.Next(2) == 0),
            12 when x.Type.Rank > 0 => Cut(b, random, x, y),
            13 when x.Type.Rank > 1 => b.MatMul(x, random.Next(2) == 0 ? b.Transpose(y) : y, random.Next(2) == 0, random.Next(2) == 0),
            _ => b.Reshape(x, random.Next(2) == 0 ? Shape.Of(x.Type.Shape.Size) : Shape.Of(1, x.Type.Shape.Size)),
        };
    }

    private static Node Cut(GraphBuilder b, Random random, Node x, Node y)
    {
        var axis = random.Next(x.Type.Rank);
        var size = x.Type.Shape[axis];
        return random.Next(4) switch
        {
            0 => b.Slice(x, axis, 0, size),
            1 => b.Slice(b.Concat(axis, [x, y]), axis, random.Next(2) == 0 ? 0 : size, random.Next(2) == 0 ? size : size + y.Type.Shape[axis]),
            2 => b.Slice(b.Add(OpKind.Pad, [x], new() { Axes = [axis], Start = 1, End = 2 }), axis, random.Next(2), size + 1),
            _ => b.Add(OpKind.Pad, [x], new() { Axes = [axis], Start = random.Next(2), End = random.Next(2) }),
        };
    }
}
