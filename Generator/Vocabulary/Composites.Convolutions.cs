using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>
/// Convolutions of any number of axes, as products with windows: the rules of windows and of products give their gradients.
/// </summary>
internal static partial class Composites
{
    /// <summary>
    /// x [N, C, L..], weight [O, C / groups, size..] and bias [O] or null to [N, O, O..]: the product of the weight with the windows of the
    /// padded x, laid out as [N, groups, C / groups size.., places].
    /// </summary>
    /// <exception cref="ShapeException">They do not meet.</exception>
    public static Node Convolve(this GraphBuilder b, Node x, Node weight, Node? bias, Dim stride, Dim padding, Dim dilation, Dim groups)
    {
        var (input, kernel) = (x.Type.Shape, weight.Type.Shape);
        b.MustConvolve(input, kernel, groups);
        var outputs = kernel[0];
        if (bias is not null) MustBeChannels(b, bias, outputs);
        var (columns, places) = b.Columns(x, kernel.Dims.Skip(2).ToList(), stride, padding, dilation);
        var (inner, each) = (Shape.Of(kernel.Dims.Skip(1)).Size, Dim.FloorDivide(outputs, groups));
        var product = b.MatMul(
            b.Reshape(weight, Shape.Of(groups, each, inner)),
            b.Reshape(columns, Shape.Of(input[0], groups, inner, Shape.Of(places).Size)));
        if (bias is not null) product = b.Add(product, b.Reshape(bias, Shape.Of(groups, each, 1)));
        return b.Reshape(product, Shape.Of([input[0], outputs, .. places]));
    }

    private static void MustConvolve(this GraphBuilder b, Shape input, Shape kernel, Dim groups)
    {
        if (kernel.Rank < 3 || input.Rank != kernel.Rank)
            throw new ShapeException(
                $"a convolution takes [N, channels, ..] and a weight [outputs, channels / groups, ..] of as many axes, but "
                    + $"got {input} and {kernel}");
        MustSplit(b, "the output channels", kernel[0], groups);
        MustSplit(b, "the input channels", input[1], groups);
        b.Require(input[1], kernel[1] * groups,
            $"the weight {kernel} in {groups} groups takes {kernel[1] * groups} channels, but {input} has {input[1]}");
    }

    /// <summary>
    /// The way back of a convolution's gradient: x [N, C, L..], weight [C, O / groups, size..] and bias [O] or null to [N, O, O..] with
    /// O.. = (L - 1) stride - 2 padding + dilation (size - 1) + 1 + more: every element lays its own multiple of the weight, and what meets
    /// is summed.
    /// </summary>
    /// <exception cref="ShapeException">They do not meet.</exception>
    public static Node ConvolveTransposed(this GraphBuilder b, Node x, Node weight, Node? bias, Dim stride, Dim padding, Dim more,
        Dim dilation, Dim groups)
    {
        var (input, kernel) = (x.Type.Shape, weight.Type.Shape);
        b.MustConvolveTransposed(input, kernel, groups);
        if (bias is not null) MustBeChannels(b, bias, kernel[1] * groups);
        var windows = b.LaidWindows(x, weight, groups);
        var lengths = input.Dims.Skip(2).Zip(kernel.Dims.Skip(2),
            (extent, size) => ((extent - 1) * stride) + (dilation * (size - 1)) + 1 + more).ToList();
        b.MustBeAtLeast("stride", stride, 1);
        b.MustBeAtLeast("dilation", dilation, 1);
        b.MustBeAtLeast("padding", padding, 0);
        b.MustBeAtLeast("output padding", more, 0);
        var result = b.Fold(windows, WindowForm.Even(Enumerable.Range(2, lengths.Count), lengths, stride, dilation));
        if (!padding.IsZero) result = b.WithoutPadding(result, lengths, padding);
        return bias is null
            ? result
            : b.Add(result, b.Reshape(bias, Shape.Of(lengths.Select(_ => Dim.One).Prepend(kernel[1] * groups))));
    }

    private static void MustConvolveTransposed(this GraphBuilder b, Shape input, Shape kernel, Dim groups)
    {
        if (kernel.Rank < 3 || input.Rank != kernel.Rank)
            throw new ShapeException(
                $"a transposed convolution takes [N, channels, ..] and a weight [channels, outputs / groups, ..] of as many axes, but "
                    + $"got {input} and {kernel}");
        MustSplit(b, "the input channels", input[1], groups);
        b.Require(input[1], kernel[0], $"the weight {kernel} takes {kernel[0]} channels, but {input} has {input[1]}");
    }

    /// <summary>The multiple of the weight that each element lays, as [N, O, places.., size..].</summary>
    private static Node LaidWindows(this GraphBuilder b, Node x, Node weight, Dim groups)
    {
        var (input, kernel) = (x.Type.Shape, weight.Type.Shape);
        var (channels, places) = (Dim.FloorDivide(input[1], groups), input.Dims.Skip(2).ToList());
        var product = b.MatMul(
            b.Reshape(weight, Shape.Of(groups, channels, Shape.Of(kernel.Dims.Skip(1)).Size)),
            b.Reshape(x, Shape.Of(input[0], groups, channels, Shape.Of(places).Size)),
            transposeA: true);
        var apart = b.Reshape(product, Shape.Of([input[0], kernel[1] * groups, .. kernel.Dims.Skip(2), .. places]));
        var axes = Enumerable.Range(2, places.Count).ToList();
        return b.Transpose(apart, [0, 1, .. axes.Select(axis => axis + places.Count), .. axes]);
    }

    private static Node WithoutPadding(this GraphBuilder b, Node x, IReadOnlyList<Dim> lengths, Dim padding)
    {
        for (var number = 0; number < lengths.Count; number++)
        {
            var axis = number + 2;
            b.MustBeAtLeast($"size of axis {GraphText.Number(axis)} of the result", lengths[number] - (padding * 2), 0);
            x = b.Slice(x, axis, padding, lengths[number] - padding);
        }

        return x;
    }

    /// <summary>The windows of the padded x [N, C, L..] as columns [N, C size.., places].</summary>
    public static Node Unfold(this GraphBuilder b, Node x, Dim size, Dim stride, Dim padding, Dim dilation)
    {
        var shape = x.Type.Shape;
        if (shape.Rank < 3) throw new ShapeException($"windows are unfolded from [N, channels, ..], but got {shape}");
        var (columns, places) = b.Columns(x, shape.Dims.Skip(2).Select(_ => size).ToList(), stride, padding, dilation);
        var inner = shape.Dims.Skip(2).Aggregate(shape[1], (product, _) => product * size);
        return b.Reshape(columns, Shape.Of(shape[0], inner, Shape.Of(places).Size));
    }

    /// <summary>The windows of the padded x [N, C, L..] as [N, C, size.., places..], and the places.</summary>
    private static (Node Columns, IReadOnlyList<Dim> Places) Columns(this GraphBuilder b, Node x, IReadOnlyList<Dim> sizes, Dim stride,
        Dim padding, Dim dilation)
    {
        var axes = Enumerable.Range(2, sizes.Count).ToList();
        var windows = b.Windows(b.PadAround(x, axes, padding), WindowForm.Even(axes, sizes, stride, dilation));
        var columns = b.Transpose(windows, [0, 1, .. axes.Select(axis => axis + sizes.Count), .. axes]);
        return (columns, windows.Type.Shape.Dims.Skip(2).Take(sizes.Count).ToList());
    }

    private static void MustSplit(GraphBuilder b, string what, Dim channels, Dim groups)
    {
        if (groups.Constant < 1) throw new ShapeException($"{groups} groups: there must be 1 or more");
        b.MustBeAtLeast("number of groups", groups, 1);
        b.Require(Dim.FloorDivide(channels, groups) * groups, channels,
            $"{what} ({channels}) cannot be shared out evenly by the groups ({groups})");
    }

    private static void MustBeChannels(GraphBuilder b, Node bias, Dim outputs)
    {
        if (bias.Type.Rank != 1)
            throw new ShapeException($"the bias of {outputs} output channels is [{outputs}], but got {bias.Type.Shape}");
        b.Require(bias.Type.Shape[0], outputs, $"the bias of {outputs} output channels is [{outputs}], but got {bias.Type.Shape}");
    }
}
