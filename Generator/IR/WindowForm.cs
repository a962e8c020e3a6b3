using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// How windows lie along axes: element j of window o is element o * stride + j * dilation of the axis. In <see cref="OpKind.Window"/>
/// <see cref="Sizes"/> are the windows' elements, which become new last axes; in <see cref="OpKind.Fold"/>, the way back, they are blocks:
/// the result's length in strides. In the graph's text stand all sizes, then all strides, then all dilations.
/// </summary>
internal sealed record WindowForm(EquatableArray<int> Axes, EquatableArray<Dim> Sizes, EquatableArray<Dim> Strides,
    EquatableArray<Dim> Dilations) : OpArguments
{
    public static ArgumentFamily<WindowForm> Family { get; } = new(line =>
    {
        var (axes, dims) = (line.Axes(), line.Dims().Dims);
        if (dims.Count != 3 * axes.Count) throw line.Error("a size, a stride and a dilation for each axis are expected");
        return new(axes, Part(0), Part(1), Part(2));

        EquatableArray<Dim> Part(int number) => dims.Skip(number * axes.Count).Take(axes.Count).ToEquatableArray();
    });

    public int Count => Axes.Count;

    /// <summary>Whether there are axes, and a size, a stride and a dilation for each.</summary>
    public bool IsComplete => Count > 0 && Sizes.Count == Count && Strides.Count == Count && Dilations.Count == Count;

    /// <summary>
    /// Whether a fold can be written as a walk of affine indices: with l = q stride + r, the elements that meet in l are those of window
    /// q - dilation m at r + stride m, if stride or dilation is 1.
    /// </summary>
    public bool IsFoldable => Enumerable.Range(0, Count).All(number => Strides[number].IsOne || Dilations[number].IsOne);

    public override IEnumerable<string> Words() => [.. ArgumentText.OfAxes(Axes), .. ArgumentText.OfDims([.. AllDims()])];

    public override IEnumerable<Dim> AllDims() => [.. Sizes, .. Strides, .. Dilations];

    public override IEnumerable<int> AllAxes() => Axes;

    public override OpArguments Map(Func<Dim, Dim> map)
        => this with { Sizes = Sizes.Map(map), Strides = Strides.Map(map), Dilations = Dilations.Map(map) };

    /// <summary>The same along the same axes with one stride and one dilation for all.</summary>
    public static WindowForm Even(IEnumerable<int> axes, IEnumerable<Dim> sizes, Dim stride, Dim dilation)
    {
        var along = axes.ToEquatableArray();
        return new(along, sizes.ToEquatableArray(), along.Select(_ => stride).ToEquatableArray(),
            along.Select(_ => dilation).ToEquatableArray());
    }

    /// <summary>The elements of an axis from the first to the last of a window of <paramref name="size"/>.</summary>
    public Dim Span(int number, Dim size) => (Dilations[number] * (size - 1)) + 1;

    public static string TooLarge(Shape shape, int axis, Dim span)
        => $"a window that spans {span} does not fit into axis {axis} of {shape}, which has {shape[axis]}: make the window smaller, "
            + "or pad the axis";
}
