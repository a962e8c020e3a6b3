using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Operations;

/// <summary>What each method of Tensor and IndexTensor is in the graph: a row a method, whatever calls it.</summary>
internal static class TensorMethods
{
    private static readonly Dictionary<string, Func<OperationArguments, Node>> Composed = new()
    {
        ["Ceiling"] = call => call.Builder.Ceiling(call.Target),
        ["Square"] = call => call.Builder.Square(call.Target),
        ["Elu"] = call => call.Builder.Elu(call.Target, call.Number("alpha")),
        ["Mish"] = call => call.Builder.Mish(call.Target),
        ["EqualTo"] = call => call.Builder.Compare(OpKind.Equal, call.Target, call.Tensor("other")),
        ["NotEqualTo"] = call => call.Builder.Not(call.Builder.Compare(OpKind.Equal, call.Target, call.Tensor("other"))),
        ["Where"] = call => call.Builder.Select(call.Tensor("condition"), call.Tensor("then"), call.Tensor("otherwise")),
        ["Relu"] = call => call.Builder.Relu(call.Target),
        ["LeakyRelu"] = call => call.Builder.LeakyRelu(call.Target, call.Number("negativeSlope")),
        ["Gelu"] = call => call.Builder.Gelu(call.Target),
        ["Silu"] = call => call.Builder.Silu(call.Target),
        ["Softplus"] = call => call.Builder.Softplus(call.Target),
        ["Pow"] = call => call.Builder.Add(OpKind.Power, call.Target, call.Tensor("exponent")),
        ["Minimum"] = call => call.Builder.Add(OpKind.Minimum, call.Target, call.Tensor("other")),
        ["Maximum"] = call => call.Builder.Add(OpKind.Maximum, call.Target, call.Tensor("other")),
        ["Clamp"] = Clamp,
        ["Map"] = Map,
        ["Softmax"] = call => call.Builder.Softmax(call.Target, call.Integer("axis")),
        ["LogSoftmax"] = call => call.Builder.LogSoftmax(call.Target, call.Integer("axis")),
        ["MatMul"] = call => call.Builder.MatMul(call.Target, call.Tensor("other")),
        ["Sum"] = call => call.Builder.Sum(call.Target, Axes(call), Keep(call)),
        ["Mean"] = call => call.Builder.Mean(call.Target, Axes(call), Keep(call)),
        ["Max"] = call => call.Builder.Max(Chosen(call), Axes(call), Keep(call)),
        ["Min"] = call => call.Builder.Min(Chosen(call), Axes(call), Keep(call)),
        ["Variance"] = call => call.Builder.Variance(call.Target, Axes(call), call.Number("correction"), Keep(call)),
        ["StandardDeviation"] = call => call.Builder.StandardDeviation(call.Target, Axes(call), call.Number("correction"), Keep(call)),
        ["LogSumExp"] = call => call.Builder.LogSumExp(call.Target, Axes(call), Keep(call)),
        ["Norm"] = Norm,
        ["CumSum"] = call => call.Builder.CumulativeSum(call.Target, call.Integer("axis")),
        ["ArgMax"] = call => ArgMax(call, Chosen(call)),
        ["ArgMin"] = call => ArgMax(call, call.Builder.Add(OpKind.Negate, Chosen(call))),
        ["Item"] = call => call.Read(),
        ["Reshape"] = call => call.Builder.Reshape(call.Target, call.Dimensions("dimensions", call.Target.Type.Shape)),
        ["Flatten"] = call => call.Builder.Flatten(call.Target, call.Integer("startAxis")),
        ["Transpose"] = call => call.Has("first") ? Swapped(call) : call.Builder.Transpose(call.Target),
        ["Permute"] = call => call.Builder.Transpose(call.Target, call.Integers("axes")),
        ["Flip"] = call => call.Builder.Flip(call.Target, call.Integers("axes")),
        ["Slice"] = Slice,
        ["Squeeze"] = call => call.Has("axis")
            ? call.Builder.Squeeze(call.Target, call.Integer("axis"))
            : call.Builder.Squeeze(call.Target),
        ["Unsqueeze"] = call => call.Builder.Unsqueeze(call.Target, call.Integer("axis")),
        ["Expand"] = Expand,
        ["Pad"] = call => call.Builder.PadLast(call.Target, call.DimensionList("sizes"), call.Number("value")),
        ["Tril"] = call => call.Builder.Triangle(call.Target, call.Dimension("diagonal"), isLower: true),
        ["Triu"] = call => call.Builder.Triangle(call.Target, call.Dimension("diagonal"), isLower: false),
        ["OneHot"] = call => call.Builder.OneHot(call.Target, call.Dimension("classes")),
        ["Einsum"] = call => call.Builder.Einsum(call.Text("equation"), call.Tensors("operands")),
        ["Concat"] = Concat,
        ["Stack"] = Stack,
        ["Dropout"] = call => call.Builder.Dropout(call.Target, call.Tensor("probability")),
        ["Uniform"] = Uniform,
        ["Normal"] = call => call.Builder.Normal(call.Number("mean"), call.Number("deviation"),
            call.Dimensions("dimensions", Shape.Scalar)),
        ["NormalLike"] = call => call.Builder.Normal(call.Number("mean"), call.Number("deviation"), call.Target.Type.Shape),
        ["Zeros"] = call => call.Builder.BroadcastTo(call.Builder.Constant(0), call.Dimensions("dimensions", Shape.Scalar)),
        ["Ones"] = call => call.Builder.BroadcastTo(call.Builder.Constant(1), call.Dimensions("dimensions", Shape.Scalar)),
        ["Full"] = call => call.Builder.BroadcastTo(call.Tensor("value"), call.Dimensions("dimensions", Shape.Scalar)),
        ["Conv1d"] = call => Convolve(call, 1),
        ["Conv2d"] = call => Convolve(call, 2),
        ["ConvTranspose2d"] = ConvolveTransposed,
        ["Gather"] = call => call.Builder.Gather(call.Target, call.Tensor("indices")),
        ["Unfold"] = call => call.Builder.Unfold(call.Target, call.Dimension("size"), call.Dimension("stride"), call.Dimension("padding"),
            call.Dimension("dilation")),
        ["MaxPool2d"] = call => call.Builder.MaxPool(call.Target, call.Dimension("size"), call.Dimension("stride"),
            call.Dimension("padding")),
        ["AvgPool2d"] = call => call.Builder.AveragePool(call.Target, call.Dimension("size"), call.Dimension("stride"),
            call.Dimension("padding")),
        ["AdaptiveAvgPool2d"] = call => call.Builder.AdaptiveAveragePool(call.Target, call.Dimension("height"), call.Dimension("width")),
        ["MeanSquared"] = call => call.Builder.MeanSquared(call.Target, call.Alike("target"), Reduced(call)),
        ["CrossEntropy"] = call =>
            call.Builder.CrossEntropy(call.Target, call.Tensor("labels"), call.Number("labelSmoothing"), Reduced(call),
                call.Integer("axis")),
        ["NegativeLogLikelihood"] = call =>
            call.Builder.NegativeLogLikelihood(call.Target, call.Tensor("labels"), Reduced(call), call.Integer("axis")),
        ["BinaryCrossEntropy"] = call => call.Builder.BinaryCrossEntropy(call.Target, call.Alike("targets"), Reduced(call)),
        ["Huber"] = call => call.Builder.Huber(call.Target, call.Alike("target"), call.Number("delta"), Reduced(call)),
        ["L1"] = call => call.Builder.L1(call.Target, call.Alike("target"), Reduced(call)),
        ["SmoothL1"] = call => call.Builder.SmoothL1(call.Target, call.Alike("target"), call.Number("beta"), Reduced(call)),
        ["KlDivergence"] = call => call.Builder.KlDivergence(call.Target, call.Alike("targets"), Reduced(call)),
        ["Hinge"] = call => call.Builder.Hinge(call.Target, call.Alike("targets"), call.Number("margin"), Reduced(call)),
        ["CosineSimilarity"] = call =>
            call.Builder.CosineSimilarity(call.Target, call.Tensor("other"), call.Integer("axis"), call.Number("epsilon")),
    };

    /// <summary>
    /// The methods that give a tensor: the primitives that are methods by <see cref="ElementwiseTable"/>, and the others.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, Func<OperationArguments, Node>> Rows = ElementwiseTable.Rows
        .Where(row => row.Value.Method is not null)
        .Select(row => new KeyValuePair<string, Func<OperationArguments, Node>>(row.Value.Method!,
            call => row.Key == OpKind.Convert ? call.Builder.ToFloat(call.Target) : call.Builder.Add(row.Key, call.Target)))
        .Concat(Composed).ToDictionary(row => row.Key, row => row.Value);

    /// <summary>The methods that give an array of tensors.</summary>
    public static readonly IReadOnlyDictionary<string, Func<OperationArguments, IReadOnlyList<Node>>> Lists =
        new Dictionary<string, Func<OperationArguments, IReadOnlyList<Node>>>
        {
            ["Chunk"] = call => call.Builder.Chunks(call.Target, call.Integer("chunks"), call.Integer("axis")),
            ["Split"] = call => call.Builder.Split(call.Target, call.Dimension("size"), call.Integer("axis")),
        };

    /// <summary>The methods whose tensors broadcast.</summary>
    public static readonly HashSet<string> Broadcasting = ["EqualTo", "NotEqualTo", "Where", "Pow", "Minimum", "Maximum", "Map"];

    private static LossReduction Reduced(OperationArguments call) => (LossReduction)call.Integer("reduction");

    private static IReadOnlyList<int>? Axes(OperationArguments call)
        => call.Has("axes") ? call.Integers("axes") : call.Has("axis") ? [call.Integer("axis")] : null;

    private static bool Keep(OperationArguments call) => call.Has("keepDimension") && call.Flag("keepDimension");

    /// <summary>The target, of whose elements along the axes one is chosen.</summary>
    private static Node Chosen(OperationArguments call) => call.Builder.MustHaveElements(call.Target, Axes(call));

    private static Node Norm(OperationArguments call)
    {
        var p = call.Number("p");
        return call.Builder.Norm(double.IsInfinity(p) ? Chosen(call) : call.Target, p, Axes(call), Keep(call));
    }

    private static readonly string[] Operands = ["first", "second", "third", "fourth"];

    private static Node Map(OperationArguments call)
        => call.Function("function")
            .Apply(call.Builder, call.HasTarget ? [call.Target] : [.. Operands.Where(call.Has).Select(call.Tensor)]);

    private static Node Concat(OperationArguments call)
    {
        var parts = call.Tensors("parts");
        return parts.Count > 0
            ? call.Builder.Concat(call.Integer("axis"), parts)
            : throw new ShapeException("there is nothing to concatenate: one or more tensors are expected, got 0");
    }

    private static Node Slice(OperationArguments call)
    {
        var (axis, start, end) = (call.Integer("axis"), call.Dimension("start"), call.Dimension("end"));
        var piece = call.Builder.Slice(call.Target, axis, start, end);
        call.Builder.MustBeRange(call.Target, axis, start, end);
        return piece;
    }

    private static Node Stack(OperationArguments call)
    {
        var parts = call.Tensors("parts");
        if (parts.Count == 0) throw new ShapeException("there is nothing to stack: one or more tensors are expected, got 0");
        var list = parts.Aggregate(ListValue.Empty, (sum, part) => sum.Add(part));
        return call.Builder.MoveFirstAxis(list.Stacked(call.Builder), call.Integer("axis"));
    }

    private static Node Clamp(OperationArguments call)
    {
        var (minimum, maximum) = call.Bounds("minimum", "maximum", "Clamp");
        return call.Builder.Clamp(call.Target, minimum, maximum);
    }

    private static Node Uniform(OperationArguments call)
    {
        var (low, high) = call.Bounds("low", "high", "Uniform");
        var unit = call.Builder.Random(call.Dimensions("dimensions", Shape.Scalar));
        return call.Builder.Add(call.Builder.Multiply(unit, call.Builder.Constant(high - low)), call.Builder.Constant(low));
    }

    private static Node ArgMax(OperationArguments call, Node values)
    {
        if (call.Has("axis")) return call.Builder.ArgMax(values, call.Integer("axis"), Keep(call));
        return call.Builder.ArgMax(call.Builder.Flatten(values, 0), 0);
    }

    /// <summary>A dimension of -1 stays as it is.</summary>
    private static Node Expand(OperationArguments call)
    {
        var (shape, dims) = (call.Target.Type.Shape, call.DimensionList("dimensions"));
        var added = dims.Count - shape.Rank;
        MustAddAxes(shape, dims, added);
        var target = Shape.Of(dims.Select((dim, axis) => dim.Constant == -1 ? shape[axis - added] : dim));
        return call.Builder.BroadcastTo(call.Target, call.Builder.MustBeShape(target));
    }

    private static void MustAddAxes(Shape shape, IReadOnlyList<Dim> dims, int added)
    {
        if (added < 0) throw new ShapeException($"{shape} has {shape.Rank} axes and cannot be expanded to {dims.Count}");
        if (dims.Take(added).Any(dim => dim.Constant == -1))
            throw new ShapeException($"a new axis of {shape} has no size that -1 could keep");
    }

    private static Node Convolve(OperationArguments call, int axes)
    {
        var weight = OfRank(call.Tensor("weight"), axes + 2);
        return call.Builder.Convolve(call.Target, weight, call.Optional("bias"), call.Dimension("stride"), call.Dimension("padding"),
            call.Dimension("dilation"), call.Dimension("groups"));
    }

    private static Node ConvolveTransposed(OperationArguments call) => call.Builder.ConvolveTransposed(
        call.Target, OfRank(call.Tensor("weight"), 4), call.Optional("bias"), call.Dimension("stride"), call.Dimension("padding"),
        call.Dimension("outputPadding"), call.Dimension("dilation"), call.Dimension("groups"));

    private static Node OfRank(Node weight, int rank)
        => weight.Type.Rank == rank ? weight : throw new ShapeException($"the weight has {rank} axes, but got {weight.Type.Shape}");

    private static Node Swapped(OperationArguments call)
    {
        var target = call.Target;
        var (first, second) = (Composites.Axis(target, call.Integer("first")), Composites.Axis(target, call.Integer("second")));
        var axes = Enumerable.Range(0, target.Type.Rank).ToArray();
        (axes[first], axes[second]) = (second, first);
        return call.Builder.Transpose(target, axes);
    }
}
