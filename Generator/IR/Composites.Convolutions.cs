namespace ModelGen.Generator.IR;

/// <summary>Convolutions of any number of axes, as products with windows: the rules of windows and of products give their gradients.</summary>
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
        var count = kernel.Rank - 2;
        if (count < 1 || input.Rank != kernel.Rank)
            throw new ShapeException($"a convolution takes [N, channels, ..] and a weight [outputs, channels / groups, ..] of as many axes, but got {input} and {kernel}");
        var outputs = kernel[0];
        MustSplit(b, "the output channels", outputs, groups);
        MustSplit(b, "the input channels", input[1], groups);
        b.Require(input[1], kernel[1] * groups, $"the weight {kernel} in {groups} groups takes {kernel[1] * groups} channels, but {input} has {input[1]}");
        if (bias is not null) MustBeChannels(b, bias, outputs);
        var axes = Enumerable.Range(2, count).ToList();
        var windows = b.Windows(b.PadAround(x, axes, padding), WindowForm.Even(axes, kernel.Dims.Skip(2), stride, dilation));
        var columns = b.Transpose(windows, [0, 1, .. axes.Select(axis => axis + count), .. axes]);
        var places = windows.Type.Shape.Dims.Skip(2).Take(count).ToList();
        var inner = Shape.Of(kernel.Dims.Skip(1)).Size;
        var product = b.MatMul(
            b.Reshape(weight, Shape.Of(groups, Dim.FloorDivide(outputs, groups), inner)),
            b.Reshape(columns, Shape.Of(input[0], groups, inner, Shape.Of(places).Size)));
        if (bias is not null) product = b.Add(product, b.Reshape(bias, Shape.Of(groups, Dim.FloorDivide(outputs, groups), 1)));
        return b.Reshape(product, Shape.Of([input[0], outputs, .. places]));
    }

    private static void MustSplit(GraphBuilder b, string what, Dim channels, Dim groups)
    {
        if (groups.Constant < 1) throw new ShapeException($"{groups} groups: there must be 1 or more");
        b.Require(Dim.FloorDivide(channels, groups) * groups, channels, $"{groups} groups do not divide {what}, which are {channels}");
    }

    private static void MustBeChannels(GraphBuilder b, Node bias, Dim outputs)
    {
        if (bias.Type.Rank != 1) throw new ShapeException($"the bias of {outputs} output channels is [{outputs}], but got {bias.Type.Shape}");
        b.Require(bias.Type.Shape[0], outputs, $"the bias of {outputs} output channels is [{outputs}], but got {bias.Type.Shape}");
    }
}
