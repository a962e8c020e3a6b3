using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>The shape of the result.</summary>
internal sealed record ShapeArguments(Shape Shape) : OpArguments
{
    public static ArgumentFamily<ShapeArguments> Family { get; } = new(line => new(line.Dims()));

    public override IEnumerable<string> Words() => ArgumentText.OfDims(Shape.Dims);

    public override IEnumerable<Dim> AllDims() => Shape.Dims;

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Shape = new(Shape.Dims.Map(map)) };
}

/// <summary>Axes, in an order that counts.</summary>
internal sealed record AxesArguments(EquatableArray<int> Axes) : OpArguments
{
    public static ArgumentFamily<AxesArguments> Family { get; } = new(line => new(line.Axes()));

    public override IEnumerable<string> Words() => ArgumentText.OfAxes(Axes);

    public override IEnumerable<int> AllAxes() => Axes;
}

/// <summary>One axis.</summary>
internal sealed record AxisArguments(int Axis) : OpArguments
{
    public static ArgumentFamily<AxisArguments> Family { get; } = new(line => new(line.SingleAxis()));

    public override IEnumerable<string> Words() => ArgumentText.OfAxes(Axis);

    public override IEnumerable<int> AllAxes() => [Axis];
}

/// <summary>The half-open range of an axis that a slice takes.</summary>
internal sealed record SliceArguments(int Axis, Dim Start, Dim End) : OpArguments
{
    public static ArgumentFamily<SliceArguments> Family { get; }
        = new(line => new(line.SingleAxis(), line.OptionalDim(ArgumentText.Start), line.OptionalDim(ArgumentText.End)));

    public override IEnumerable<string> Words() =>
        [.. ArgumentText.OfAxes(Axis), .. ArgumentText.Of(ArgumentText.Start, Start), .. ArgumentText.Of(ArgumentText.End, End)];

    public override IEnumerable<Dim> AllDims() => [Start, End];

    public override IEnumerable<int> AllAxes() => [Axis];

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Start = map(Start), End = map(End) };
}

/// <summary>How many elements a padding adds along an axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Before">The number of elements before the operand's.</param>
/// <param name="After">The number of those behind them.</param>
/// <param name="Value">What they are.</param>
internal sealed record PadArguments(int Axis, Dim Before, Dim After, double Value = 0) : OpArguments
{
    public static ArgumentFamily<PadArguments> Family { get; } = new(line =>
    {
        var value = line.Try(ArgumentText.Value) ? line.Number() : 0;
        return new(line.SingleAxis(), line.OptionalDim(ArgumentText.Start), line.OptionalDim(ArgumentText.End), value);
    });

    public override IEnumerable<string> Words() =>
    [
        .. Value == 0 ? [] : new[] { ArgumentText.Value + GraphText.Number(Value) }, .. ArgumentText.OfAxes(Axis),
        .. ArgumentText.Of(ArgumentText.Start, Before), .. ArgumentText.Of(ArgumentText.End, After),
    ];

    public override IEnumerable<Dim> AllDims() => [Before, After];

    public override IEnumerable<int> AllAxes() => [Axis];

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Before = map(Before), After = map(After) };
}
