using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// One value of the graph. <see cref="Id"/> is its index in <see cref="Graph.Nodes"/>; inputs are ids of earlier nodes.
/// </summary>
internal sealed record Node(int Id, OpKind Kind, EquatableArray<int> Inputs, OpArguments Arguments, TensorType Type, string? Label = null)
{
    /// <summary>Where it comes from; null where nothing is known of that.</summary>
    public Origin? Origin { get; init; }

    /// <summary>What most passes ask of its kind.</summary>
    public OpClass Class => Kind.Row().Class;

    /// <summary>The name of a declared source or of a number of the host; null for others.</summary>
    public string? SourceName => (Arguments as NameArguments)?.Name;

    /// <summary>The graphs that a loop or a branch runs; none for others.</summary>
    public EquatableArray<Graph> Bodies => Arguments is ControlArguments control ? control.Bodies : [];

    /// <summary>The number of loop-carried values: the last operands and the first results of a loop; none for others.</summary>
    public int Carried => (Arguments as LoopArguments)?.Carried ?? 0;

    public string Name => As<NameArguments>().Name;

    /// <summary>The type of the elements, of primitives with <see cref="OpTraits.HasElement"/>; null for others.</summary>
    public ElementType? Element => (Arguments as TypedArguments)?.Element;

    /// <summary>What a constant is.</summary>
    public double Value => As<ConstantArguments>().Value;

    /// <summary>What a <see cref="OpKind.DimValue"/> is.</summary>
    public Dim Dim => As<DimArguments>().Dim;

    public IotaArguments Iota => As<IotaArguments>();

    public RandomArguments Random => As<RandomArguments>();

    public ReductionArguments Reduction => As<ReductionArguments>();

    public ScatterArguments Scatter => As<ScatterArguments>();

    public WindowForm Window => As<WindowForm>();

    /// <summary>The axes of a transpose or a flip.</summary>
    public EquatableArray<int> Axes => As<AxesArguments>().Axes;

    /// <summary>The axis of a concatenation.</summary>
    public int Axis => As<AxisArguments>().Axis;

    public SliceArguments Slice => As<SliceArguments>();

    public PadArguments Pad => As<PadArguments>();

    public ProductArguments Product => As<ProductArguments>();

    public ControlArguments Control => As<ControlArguments>();

    public LoopArguments Loop => As<LoopArguments>();

    /// <summary>Which result of a loop or a branch a part is.</summary>
    public int Number => As<PartArguments>().Number;

    // Nodes of one graph differ by their ids.
    public override int GetHashCode() => Id;

    public override string ToString() => GraphPrinter.Node(this);

    private T As<T>()
        where T : OpArguments
        => Arguments as T ?? throw new InvalidOperationException($"{this} has {Arguments.GetType().Name}, not {typeof(T).Name}");
}
