using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Windows along axes, and the sum of windows, which is the way back.</summary>
internal static partial class Composites
{
    /// <summary>Windows along axes: each axis becomes the windows' numbers, and their elements stand along new last axes.</summary>
    /// <exception cref="ShapeException">A window is larger than its axis.</exception>
    public static Node Windows(this GraphBuilder b, Node x, WindowForm form)
    {
        var result = b.Add(OpKind.Window, [x], form);
        b.MustBePositive("size", form.Sizes);
        b.MustBePositive("stride", form.Strides);
        b.MustBePositive("dilation", form.Dilations);
        for (var number = 0; number < form.Count; number++)
            b.MustFit(x.Type.Shape, form.Axes[number], form.Span(number, form.Sizes[number]));
        return result;
    }

    private static void MustBePositive(this GraphBuilder b, string what, IEnumerable<Dim> values)
    {
        foreach (var value in values) b.MustBeAtLeast(what, value, 1);
    }

    /// <summary>Asks that a window fit into its axis.</summary>
    private static void MustFit(this GraphBuilder b, Shape shape, int axis, Dim span)
    {
        // As an equality, which guards are: floor(span / (length + 1)) is 0 just when span <= length.
        if (!(shape[axis] - span).IsConstant)
            b.Require(Dim.FloorDivide(span, shape[axis] + 1), 0, WindowForm.TooLarge(shape, axis, span));
    }

    /// <summary>Puts windows back along their axes, of the given lengths, and sums what meets.</summary>
    /// <param name="x">The windows, their elements along the last axes.</param>
    /// <param name="form">How they lie; its sizes are the axes' lengths.</param>
    public static Node Fold(this GraphBuilder b, Node x, WindowForm form)
    {
        if (form.IsFoldable) return b.FoldBlocks(x, form);

        // With stride and dilation: first windows are placed at their offsets with zeros between them, then they are folded at stride 1.
        return b.Fold(b.Apart(x, form), form with { Strides = form.Axes.Map(_ => Dim.One) });
    }

    private static Node FoldBlocks(this GraphBuilder b, Node x, WindowForm form)
    {
        var blocks = form.Sizes.Zip(form.Strides, (length, stride) => Dim.FloorDivide(length + stride - 1, stride));
        var result = b.Add(OpKind.Fold, [x], form with { Sizes = [.. blocks] });
        for (var number = 0; number < form.Count; number++)
        {
            if (result.Type.Shape[form.Axes[number]] != form.Sizes[number])
                result = b.Slice(result, form.Axes[number], 0, form.Sizes[number]);
        }

        return result;
    }

    /// <summary>Windows at the offsets that strides give them, with zeros between them.</summary>
    private static Node Apart(this GraphBuilder b, Node x, WindowForm form)
    {
        var shape = x.Type.Shape;
        var single = b.Reshape(x, Shape.Of(shape.Dims.Concat(Enumerable.Repeat(Dim.One, form.Count))));
        var ones = form.Axes.Map(_ => Dim.One);
        var apart = b.Add(OpKind.Fold, [single], new WindowForm(form.Axes, form.Axes.Map(axis => shape[axis]), form.Strides, ones));
        for (var number = 0; number < form.Count; number++)
            apart = b.Slice(apart, form.Axes[number], 0, ((shape[form.Axes[number]] - 1) * form.Strides[number]) + 1);
        return apart;
    }

    /// <summary>Zeros, or another value, before and after along one axis.</summary>
    public static Node Pad(this GraphBuilder b, Node x, int axis, Dim before, Dim after, double value = 0)
        => b.Add(OpKind.Pad, [x], new PadArguments(Axis(x, axis), before, after, value));

    /// <summary>The same number of elements before and after along each of the axes.</summary>
    private static Node PadAround(this GraphBuilder b, Node x, IEnumerable<int> axes, Dim padding, double value = 0)
    {
        if (padding.Constant < 0) throw new ShapeException($"a padding of {padding}: it must be 0 or more");
        b.MustBeAtLeast("padding", padding, 0);
        return padding.IsZero ? x : axes.Aggregate(x, (padded, axis) => b.Pad(padded, axis, padding, padding, value));
    }
}
