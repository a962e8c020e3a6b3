using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd;

/// <summary>What each method of Tensor and IndexTensor is in the graph: a row a method.</summary>
internal static class TensorMethods
{
    public static readonly IReadOnlyDictionary<string, Func<MethodCall, Node>> Rows = new Dictionary<string, Func<MethodCall, Node>>
    {
        ["Exp"] = call => call.Builder.Add(OpKind.Exp, call.Target),
        ["Log"] = call => call.Builder.Add(OpKind.Log, call.Target),
        ["Sqrt"] = call => call.Builder.Add(OpKind.Sqrt, call.Target),
        ["Abs"] = call => call.Builder.Add(OpKind.Abs, call.Target),
        ["Sigmoid"] = call => call.Builder.Add(OpKind.Sigmoid, call.Target),
        ["Tanh"] = call => call.Builder.Add(OpKind.Tanh, call.Target),
        ["Relu"] = call => call.Builder.Relu(call.Target),
        ["LeakyRelu"] = call => call.Builder.LeakyRelu(call.Target, call.Number("negativeSlope")),
        ["Gelu"] = call => call.Builder.Gelu(call.Target),
        ["Silu"] = call => call.Builder.Silu(call.Target),
        ["Softplus"] = call => call.Builder.Softplus(call.Target),
        ["Pow"] = call => call.Builder.Add(OpKind.Power, call.Target, call.Tensor("exponent")),
        ["Minimum"] = call => call.Builder.Add(OpKind.Minimum, call.Target, call.Tensor("other")),
        ["Maximum"] = call => call.Builder.Add(OpKind.Maximum, call.Target, call.Tensor("other")),
        ["Clamp"] = call => call.Builder.Clamp(call.Target, call.Number("minimum"), call.Number("maximum")),
        ["Map"] = Map,
        ["Softmax"] = call => call.Builder.Softmax(call.Target, call.Integer("axis")),
        ["LogSoftmax"] = call => call.Builder.LogSoftmax(call.Target, call.Integer("axis")),
        ["MatMul"] = call => call.Builder.MatMul(call.Target, call.Tensor("other")),
        ["Sum"] = call => call.Builder.Sum(call.Target, Axes(call), Keep(call)),
        ["Mean"] = call => call.Builder.Mean(call.Target, Axes(call), Keep(call)),
        ["Max"] = call => call.Builder.Max(call.Target, Axes(call), Keep(call)),
        ["ArgMax"] = ArgMax,
        ["Item"] = call => call.Read(),
        ["Reshape"] = call => call.Builder.Reshape(call.Target, call.Dimensions("dimensions", call.Target.Type.Shape)),
        ["Flatten"] = call => call.Builder.Flatten(call.Target, call.Integer("startAxis")),
        ["Transpose"] = call => call.Has("first") ? Swapped(call) : call.Builder.Transpose(call.Target),
        ["Permute"] = call => call.Builder.Transpose(call.Target, call.Integers("axes")),
        ["Slice"] = call => call.Builder.Slice(call.Target, call.Integer("axis"), call.Dimension("start"), call.Dimension("end")),
        ["Concat"] = Concat,
        ["Stack"] = Stack,
        ["Dropout"] = call => call.Builder.Dropout(call.Target, call.Tensor("probability")),
        ["Uniform"] = Uniform,
        ["Zeros"] = call => call.Builder.BroadcastTo(call.Builder.Constant(0), call.Dimensions("dimensions", Shape.Scalar)),
        ["Ones"] = call => call.Builder.BroadcastTo(call.Builder.Constant(1), call.Dimensions("dimensions", Shape.Scalar)),
        ["Full"] = call => call.Builder.BroadcastTo(call.Tensor("value"), call.Dimensions("dimensions", Shape.Scalar)),
        ["Conv1d"] = call => Convolve(call, 1),
        ["Conv2d"] = call => Convolve(call, 2),
        ["ConvTranspose2d"] = ConvolveTransposed,
        ["Gather"] = call => call.Builder.Gather(call.Target, call.Tensor("indices")),
        ["Unfold"] = call => call.Builder.Unfold(call.Target, call.Dimension("size"), call.Dimension("stride"), call.Dimension("padding"), call.Dimension("dilation")),
        ["MaxPool2d"] = call => call.Builder.MaxPool(call.Target, call.Dimension("size"), call.Dimension("stride"), call.Dimension("padding")),
        ["AvgPool2d"] = call => call.Builder.AveragePool(call.Target, call.Dimension("size"), call.Dimension("stride"), call.Dimension("padding")),
        ["AdaptiveAvgPool2d"] = call => call.Builder.AdaptiveAveragePool(call.Target, call.Dimension("height"), call.Dimension("width")),
        ["MeanSquared"] = call => call.Builder.MeanSquared(call.Target, call.Tensor("target")),
        ["CrossEntropy"] = call => call.Builder.CrossEntropy(call.Target, call.Tensor("labels")),
        ["BinaryCrossEntropy"] = call => call.Builder.BinaryCrossEntropy(call.Target, call.Tensor("targets")),
        ["Huber"] = call => call.Builder.Huber(call.Target, call.Tensor("target"), call.Number("delta")),
    };

    private static IReadOnlyList<int>? Axes(MethodCall call) => call.Has("axes") ? call.Integers("axes") : call.Has("axis") ? [call.Integer("axis")] : null;

    private static bool Keep(MethodCall call) => call.Has("keepDimension") && call.Flag("keepDimension");

    private static Node Map(MethodCall call)
        => call.Function("function").Apply(call.Builder, call.HasTarget ? [call.Target] : [.. new[] { "first", "second", "third", "fourth" }.Where(call.Has).Select(call.Tensor)]);

    private static Node Concat(MethodCall call)
    {
        var parts = call.Tensors("parts");
        return parts.Count > 0 ? call.Builder.Concat(call.Integer("axis"), parts) : throw new ShapeException("there is nothing to concatenate: one or more tensors are expected, got 0");
    }

    private static Node Stack(MethodCall call)
    {
        var parts = call.Tensors("parts");
        if (parts.Count == 0) throw new ShapeException("there is nothing to stack: one or more tensors are expected, got 0");
        var list = parts.Aggregate(ListValue.Empty, (sum, part) => sum.Add(part));
        return call.Builder.MovedFirst(list.Stacked(call.Builder), call.Integer("axis"));
    }

    private static Node Uniform(MethodCall call)
    {
        var (low, high) = (call.Number("low"), call.Number("high"));
        var unit = call.Builder.Random(call.Dimensions("dimensions", Shape.Scalar));
        return call.Builder.Add(call.Builder.Multiply(unit, call.Builder.Constant(high - low)), call.Builder.Constant(low));
    }

    private static Node ArgMax(MethodCall call)
    {
        if (call.Has("axis")) return call.Builder.ArgMax(call.Target, call.Integer("axis"), Keep(call));
        return call.Builder.ArgMax(call.Builder.Flatten(call.Target, 0), 0);
    }

    private static Node Convolve(MethodCall call, int axes)
    {
        var weight = OfRank(call.Tensor("weight"), axes + 2);
        return call.Builder.Convolve(call.Target, weight, call.Optional("bias"), call.Dimension("stride"), call.Dimension("padding"), call.Dimension("dilation"), call.Dimension("groups"));
    }

    private static Node ConvolveTransposed(MethodCall call) => call.Builder.ConvolveTransposed(
        call.Target, OfRank(call.Tensor("weight"), 4), call.Optional("bias"), call.Dimension("stride"), call.Dimension("padding"), call.Dimension("outputPadding"), call.Dimension("dilation"), call.Dimension("groups"));

    private static Node OfRank(Node weight, int rank)
        => weight.Type.Rank == rank ? weight : throw new ShapeException($"the weight has {rank} axes, but got {weight.Type.Shape}");

    private static Node Swapped(MethodCall call)
    {
        var target = call.Target;
        var (first, second) = (Composites.Axis(target, call.Integer("first")), Composites.Axis(target, call.Integer("second")));
        var axes = Enumerable.Range(0, target.Type.Rank).ToArray();
        (axes[first], axes[second]) = (second, first);
        return call.Builder.Transpose(target, axes);
    }
}
