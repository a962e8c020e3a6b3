using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>A source that is found by its name.</summary>
internal sealed record NameArguments(string Name) : TypedArguments
{
    public static ArgumentFamily<NameArguments> Family { get; } = new(line => new(line.Expect(ArgumentText.Name).Name()));

    public override IEnumerable<string> Words() => [ArgumentText.Name + GraphText.Name(Name)];
}

/// <summary>One number.</summary>
internal sealed record ConstantArguments(double Value) : TypedArguments
{
    public static ArgumentFamily<ConstantArguments> Family { get; } = new(line => new(line.Expect(ArgumentText.Value).Number()));

    public override IEnumerable<string> Words() => [ArgumentText.Value + GraphText.Number(Value)];
}

/// <summary>One dimension.</summary>
internal sealed record DimArguments(Dim Dim) : TypedArguments
{
    public static ArgumentFamily<DimArguments> Family { get; } = new(line => new(line.SingleDim()));

    public override IEnumerable<string> Words() => ArgumentText.OfDims(Dim);

    public override IEnumerable<Dim> AllDims() => [Dim];

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Dim = map(Dim) };
}

/// <summary>Coordinates along one axis of a shape.</summary>
internal sealed record IotaArguments(int Axis, Shape Shape) : OpArguments
{
    public static ArgumentFamily<IotaArguments> Family { get; } = new(line => new(line.SingleAxis(), line.Dims()));

    public override IEnumerable<string> Words() => [.. ArgumentText.OfAxes(Axis), .. ArgumentText.OfDims(Shape.Dims)];

    public override IEnumerable<Dim> AllDims() => Shape.Dims;

    public override IEnumerable<int> AllAxes() => [Axis];

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Shape = new(Shape.Dims.Map(map)) };
}

/// <summary>Random numbers.</summary>
/// <param name="Shape">The shape of the result.</param>
/// <param name="Stream">The number of their stream.</param>
/// <param name="Iteration">The linearized iteration index of the enclosing loops.</param>
internal sealed record RandomArguments(Shape Shape, int Stream, Dim Iteration) : TypedArguments
{
    public static ArgumentFamily<RandomArguments> Family { get; } = new(line =>
    {
        var (shape, iteration) = (line.Dims(), line.OptionalDim(ArgumentText.Start));
        return new(shape, line.OptionalInteger(ArgumentText.Number), iteration);
    });

    public override IEnumerable<string> Words() =>
    [
        .. ArgumentText.OfDims(Shape.Dims), .. ArgumentText.Of(ArgumentText.Start, Iteration),
        .. ArgumentText.Of(ArgumentText.Number, Stream),
    ];

    public override IEnumerable<Dim> AllDims() => Shape.Dims.Append(Iteration);

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Shape = new(Shape.Dims.Map(map)), Iteration = map(Iteration) };
}
