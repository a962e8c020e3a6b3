using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>One row for each operation: how to build it from operands x0, x1, ... of the given shapes, drawn from [Low, High).</summary>
internal sealed record OpCase(string Name, Func<GraphBuilder, Node[], Node> Build, string[] Shapes, double Low = -2, double High = 2)
{
    public static readonly OpCase[] All =
    [
        Unary(OpKind.Negate), Unary(OpKind.Exp), Unary(OpKind.Log, 0.3, 3), Unary(OpKind.Log1p, -0.6, 3), Unary(OpKind.Sqrt, 0.3, 3),
        Unary(OpKind.Abs), Unary(OpKind.Sign),
        Unary(OpKind.Tanh), Unary(OpKind.Sigmoid), Unary(OpKind.Erf), Unary(OpKind.Sin), Unary(OpKind.Cos), Unary(OpKind.Floor),
        Unary(OpKind.Round),
        Binary(OpKind.Add), Binary(OpKind.Subtract), Binary(OpKind.Multiply), Binary(OpKind.Divide, 0.5, 2), Binary(OpKind.Power, 0.5, 2),
        Binary(OpKind.Minimum), Binary(OpKind.Maximum),
        new("broadcast_both", (b, x) => b.Multiply(x[0], x[1]), ["7,1", "N,1,17"]),
        new("broadcast_scalar", (b, x) => b.Divide(x[0], x[1]), ["N,7", ""], 0.5),
        new("select", (b, x) => b.Select(b.Add(OpKind.Less, x[0], x[1]), b.Multiply(x[0], x[0]), x[2]), ["N,1", "7", "N,7"]),
        new("reduce_sum", (b, x) => b.Sum(x[0], [1]), ["N,7,1"]),
        new("reduce_sum_keep", (b, x) => b.Sum(x[0], [0, -1], true), ["N,7,5"]),
        new("reduce_maximum", (b, x) => b.Max(x[0], [0]), ["7,N"]),
        new("reduce_maximum_keep", (b, x) => b.Max(x[0], [1], true), ["N,17"]),
        new("mean", (b, x) => b.Mean(x[0], [0]), ["N,3"]),
        new("mean_all", (b, x) => b.Mean(x[0]), ["N,3"]),
        new("reshape", (b, x) => b.Reshape(x[0], Shape.Of(7, 3)), ["3,7"]),
        new("flatten", (b, x) => b.Flatten(x[0]), ["N,3,7"]),
        new("transpose", (b, x) => b.Transpose(x[0], [1, 2, 0]), ["N,7,2"]),
        new("broadcast", (b, x) => b.BroadcastTo(x[0], Shape.Of(3, 7, 2)), ["7,1"]),
        new("flip", (b, x) => b.Flip(x[0], [0, 2]), ["N,3,7"]),
        new("slice", (b, x) => b.Slice(x[0], 1, 2, 5), ["N,7"]),
        new("slice_symbolic", (b, x) => b.Slice(x[0], 0, 1, Dim.Symbol("N")), ["N,3"]),
        new("pad", (b, x) => b.Add(OpKind.Pad, [x[0]], new PadArguments(0, 2, 1)), ["N,7"]),
        new("pad_value", (b, x) => b.Pad(x[0], 1, 1, 2, -3), ["N,7"]),
        new("window", (b, x) => b.Windows(x[0], Form([1], [3], 1, 1)), ["N,7"]),
        new("window_strided", (b, x) => b.Windows(x[0], Form([1], [3], 2, 1)), ["N,8,2"]),
        new("window_apart", (b, x) => b.Windows(x[0], Form([1], [2], 5, 1)), ["N,13"]),
        new("window_dilated", (b, x) => b.Windows(x[0], Form([0], [2], 1, 3)), ["9,N"]),
        new("window_strided_dilated", (b, x) => b.Windows(x[0], Form([1], [3], 2, 2)), ["N,11"]),
        new("window_two_axes", (b, x) => b.Windows(x[0], Form([1, 2], [3, 2], 2, 1)), ["N,6,5"]),
        new("window_symbolic", (b, x) => b.Windows(b.Pad(x[0], 0, 3, 1), Form([0], [3], 2, 1)), ["N,3"]),
        new("window_single", (b, x) => b.Windows(x[0], Form([1], [1], 1, 1)), ["N,7"]),
        new("fold", (b, x) => b.Fold(b.Add(OpKind.Exp, x[0]), Form([1], [9], 2, 1)), ["N,4,3"]),
        new("fold_dilated", (b, x) => b.Fold(x[0], Form([1], [8], 1, 2)), ["N,4,3"]),
        new("fold_strided_dilated", (b, x) => b.Fold(x[0], Form([1], [11], 3, 2)), ["N,3,3"]),
        new("fold_two_axes", (b, x) => b.Relu(b.Fold(x[0], Form([1, 2], [6, 5], 2, 1))), ["N,2,2,3,2"]),
        new("fold_apart", (b, x) => b.Multiply(b.Fold(b.Add(OpKind.Exp, x[0]), Form([1, 2], [6, 22], 2, 1)), x[1]), ["N,3,11,2,2", "6,22"]),
        new("convolve", (b, x) => b.Convolve(x[0], x[1], x[2], 1, 0, 1, 1), ["N,2,5,4", "3,2,3,2", "3"]),
        new("convolve_padded", (b, x) => b.Convolve(x[0], x[1], x[2], 2, 1, 1, 1), ["N,1,5,6", "2,1,3,3", "2"]),
        new("convolve_dilated", (b, x) => b.Convolve(x[0], x[1], null, 2, 2, 2, 1), ["N,2,5,4", "1,2,3,2"]),
        new("convolve_grouped", (b, x) => b.Convolve(x[0], x[1], x[2], 1, 1, 1, 2), ["N,4,3,3", "2,2,2,2", "2"]),
        new("convolve_depthwise", (b, x) => b.Convolve(x[0], x[1], null, 1, 0, 1, 3), ["N,3,4,3", "6,1,2,2"]),
        new("convolve_points", (b, x) => b.Convolve(x[0], x[1], x[2], 1, 0, 1, 1), ["N,3,2,2", "2,3,1,1", "2"]),
        new("convolve_line", (b, x) => b.Convolve(x[0], x[1], x[2], 1, 1, 1, 1), ["N,2,7", "3,2,3", "3"]),
        new("convolve_transposed", (b, x) => b.ConvolveTransposed(x[0], x[1], x[2], 2, 1, 1, 1, 1), ["N,2,3,2", "2,3,3,2", "3"]),
        new("convolve_transposed_grouped", (b, x) => b.ConvolveTransposed(x[0], x[1], null, 2, 1, 1, 2, 2), ["N,2,3,2", "2,1,2,2"]),
        new("unfold", (b, x) => b.Unfold(x[0], 2, 2, 1, 1), ["N,2,3,4"]),
        new("max_pool", (b, x) => b.MaxPool(x[0], 2, 0, 0), ["N,2,4,7"]),
        new("max_pool_even", (b, x) => b.MaxPool(x[0], 2, 0, 0), ["N,1,4,26"]),
        new("max_pool_three", (b, x) => b.MaxPool(x[0], 3, 0, 0), ["N,3,33"]),
        new("max_pool_overlapping", (b, x) => b.MaxPool(x[0], 3, 2, 1), ["N,5,6"]),
        new("average_pool", (b, x) => b.AveragePool(x[0], 3, 2, 1), ["N,5,6"]),
        new("average_pool_even", (b, x) => b.AveragePool(x[0], 4, 0, 0), ["N,4,28"]),
        new("adaptive_average", (b, x) => b.AdaptiveAveragePool(x[0], 3, 2), ["N,7,5"]),
        new("adaptive_average_even", (b, x) => b.AdaptiveAveragePool(x[0], 3, 2), ["N,6,4"]),
        new("adaptive_average_whole", (b, x) => b.AdaptiveAveragePool(x[0], 1, 1), ["N,3,4"]),
        new("gather", (b, x) => b.Gather(x[0], Labels(b)), ["5,7"]),
        new("gather_numbers", (b, x) => b.Gather(x[0], Labels(b)), ["5"]),
        new("gather_computed", (b, x) =>
            b.Add(OpKind.Tanh,
                b.Transpose(b.Gather(b.Transpose(b.Add(OpKind.Exp, x[0])), b.Reshape(Labels(b), Shape.Of(1, Dim.Symbol("N")))))), ["3,5"]),
        new("gather_blocks", (b, x) => b.Multiply(b.Gather(x[0], Labels(b)), b.Gather(x[0], Labels(b))), ["6,2,3"]),
        new("gather_padded", (b, x) => b.Pad(b.Gather(x[0], Labels(b)), 0, 1, 2), ["5,3"]),
        new("gather_scores", (b, x) => b.Softmax(b.Gather(x[0], b.ArgMax(x[1], 1))), ["3,5", "N,5"]),
        new("arg_max_pair", (b, x) =>
            b.Add(b.ToFloat(b.ArgMax(x[0], 1)),
                b.Multiply(b.ToFloat(b.ArgMax(b.Add(OpKind.Negate, x[0]), 1)), x[1])), ["N,7", "N"]),
        new("scatter_add", (b, x) => b.ScatterAdd(x[0], Labels(b), 4), ["N,3"]),
        new("concat", (b, x) => b.Concat(1, x), ["N,1", "N,7", "N,2"]),
        new("mat_mul", (b, x) => b.MatMul(x[0], x[1]), ["N,7", "7,17"]),
        new("mat_mul_a", (b, x) => b.MatMul(x[0], x[1], true), ["7,N", "7,5"]),
        new("mat_mul_b", (b, x) => b.MatMul(x[0], x[1], false, true), ["N,7", "1,7"]),
        new("mat_mul_ab", (b, x) => b.MatMul(x[0], x[1], true, true), ["7,N", "5,7"]),
        new("mat_mul_batch", (b, x) => b.MatMul(x[0], x[1]), ["2,1,3,7", "N,7,2"]),
        new("mat_mul_shared", (b, x) => b.MatMul(x[0], x[1], false, true), ["N,3,7", "2,7"]),
        new("causal_attention", (b, x) =>
            b.MatMul(b.Softmax(b.Select(Past(b, Dim.Symbol("N")), b.MatMul(x[0], x[1], false, true), b.Constant(double.NegativeInfinity))),
                x[2]), ["2,N,7", "2,N,7", "2,N,5"]),
        new("causal_sums", (b, x) => b.MatMul(b.Triangle(b.MatMul(x[0], x[1], false, true), -1, isLower: true), x[2]),
            ["N,7", "N,7", "N,33"]),
        new("triangle_rows", (b, x) =>
            b.Divide(b.Triangle(x[0], 0, isLower: true),
                b.Add(b.Sum(b.Multiply(b.Triangle(x[0], 0, isLower: true), x[0]), [2], true), b.Constant(1))), ["3,N,N"], 0.5),
        new("triangle_product", (b, x) => b.MatMul(b.Triangle(x[0], 0, isLower: true), b.Triangle(x[0], 0, isLower: false)), ["N,N"]),
        new("used_twice", (b, x) => b.Multiply(b.Add(OpKind.Tanh, x[0]), b.Add(x[0], b.Multiply(x[0], x[0]))), ["7"]),
        new("masked",
            (b, x) =>
                b.Select(b.Or(b.And(b.Compare(OpKind.Less, x[0], x[1]), b.Compare(OpKind.Less, x[1], x[2])),
                    b.Not(b.Compare(OpKind.LessOrEqual, x[0], x[2]))), x[0], x[1]), ["N,7", "7", "N,1"]),
        new("variance", (b, x) => b.Variance(x[0], [1], 1, keep: false), ["N,7"]),
        new("cumulative_sum", (b, x) => b.CumulativeSum(x[0], 0), ["N,3"]),
        new("triangle", (b, x) => b.Triangle(x[0], 0, isLower: true), ["N,7"]),
        new("relu", (b, x) => b.Relu(x[0]), ["N,7"]),
        new("leaky_relu", (b, x) => b.LeakyRelu(x[0]), ["N,7"]),
        new("gelu", (b, x) => b.Gelu(x[0]), ["N,7"]),
        new("silu", (b, x) => b.Silu(x[0]), ["N,7"]),
        new("softplus", (b, x) => b.Softplus(x[0]), ["N,7"]),
        new("clamp", (b, x) => b.Clamp(x[0], -0.7, 0.9), ["N,7"]),
        new("clamp_crossed", (b, x) => b.Add(b.Clamp(x[0], 2, 1), b.Multiply(x[0], x[0])), ["N,7"]),
        new("clamp_tensors", (b, x) => b.Clamp(x[0], x[1], x[2]), ["N,7", "7", "N,1"]),
        new("softmax", (b, x) => b.Softmax(x[0]), ["N,7"]),
        new("softmax_0", (b, x) => b.Softmax(x[0], 0), ["7,N"]),
        new("log_softmax", (b, x) => b.LogSoftmax(x[0]), ["N,17"]),
        new("mean_squared", (b, x) => b.MeanSquared(x[0], x[1]), ["N,3", "N,3"]),
        new("binary_cross_entropy", (b, x) => b.BinaryCrossEntropy(x[0], x[1]), ["N,3", "N,3"]),
        new("huber", (b, x) => b.Huber(x[0], x[1]), ["N,3", "N,3"]),
        new("cross_entropy", (b, x) => b.CrossEntropy(x[0], b.Input(new("labels", new(ElementType.Int32, Shape.Of(Dim.Symbol("N")))))),
            ["N,5"]),
        .. ControlCases.All,
    ];

    /// <summary>The rows, and those of several float types.</summary>
    public static readonly OpCase[] OfAnyTypes = [.. All, .. ConversionCases.All];

    /// <summary>
    /// The batch for devices that take a millisecond for what others do in a microsecond: small where a row has many elements.
    /// </summary>
    public int SlowBatch => HasManyElements ? 7 : 70;

    /// <summary>As many for groups of 16 threads, whose tiles have a quarter of the rows.</summary>
    public int SmallBatch => HasManyElements ? 3 : 18;

    private bool HasManyElements
        => Shapes.Where(text => text.StartsWith('N'))
            .Any(text => ShapeOf(text).Size.Evaluate(new Dictionary<string, long> { ["N"] = 1 }) > 24);

    private static OpCase Unary(OpKind kind, double low = -2, double high = 2)
        => new(kind.Row().Name, (b, x) => b.Add(kind, x), ["N,7"], low, high);

    private static OpCase Binary(OpKind kind, double low = -2, double high = 2)
        => new(kind.Row().Name, (b, x) => b.Add(kind, x), ["N,7", "7"], low, high);

    /// <summary>A causal mask: whether a place of a sequence, the column, is at most so far after another, the row.</summary>
    public static Node Past(GraphBuilder b, Dim places, int diagonal = 0)
        => b.Add(OpKind.Less, b.Constant(0), b.Triangle(b.BroadcastTo(b.Constant(1), Shape.Of(places, places)), diagonal, isLower: true));

    /// <summary>The operation under a loss that weighs each element of its result differently.</summary>
    public Graph Graph(ElementType type = ElementType.Float64)
    {
        var b = new GraphBuilder(Name, type) { BatchSymbols = { "N" } };
        var operands = Shapes.Select((text, index) => b.Parameter(new($"x{index}", new(type, ShapeOf(text)), new(InitializerKind.Zeros))))
            .ToArray();
        var result = Build(b, operands);
        b.Output(OutputRole.Result, "result", result);
        var weighed = b.Multiply(result, b.Input(new("weights", new(type, result.Type.Shape))));
        b.Output(OutputRole.Loss, "loss", b.Sum(weighed));
        return b.Build();
    }

    private static Node Labels(GraphBuilder b) => b.Input(new("labels", new(ElementType.Int32, Shape.Of(Dim.Symbol("N")))));

    private static WindowForm Form(int[] axes, Dim[] sizes, Dim stride, Dim dilation) => WindowForm.Even(axes, sizes, stride, dilation);

    private static Shape ShapeOf(string text)
        => Shape.Of(text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => DimParser.Parse(part)!.Value));
}
