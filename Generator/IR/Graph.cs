using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>
/// A pure tensor program in topological order.
/// <para>
/// Meaning: elementwise operations broadcast as in NumPy; each value has its own element type, and the operands of an operation have one,
/// so that storage and arithmetic differ by <see cref="OpKind.Convert"/> alone; indices are Int32; reductions have a fixed order; nodes do
/// not alias; NaN and infinity propagate as IEEE 754 says. Symbols stand for integers >= 0: <see cref="BatchSymbols"/> are bound at each
/// call from the inputs' sizes, <see cref="FixedSymbols"/> once by the constructor, and so are <see cref="Numbers"/>: the host scalars of
/// the constructor's float and bool parameters, a bool being 0 or 1.
/// </para>
/// </summary>
/// <param name="Precision">
/// The type that the front end gave to all for which the source names none. Where a module is inlined, the precision of the graph around
/// takes its place; all else follows the types of values.
/// </param>
internal sealed record Graph(
    string Name,
    ElementType Precision,
    EquatableArray<string> FixedSymbols,
    EquatableArray<string> BatchSymbols,
    EquatableArray<InputInfo> Inputs,
    EquatableArray<ParameterInfo> Parameters,
    EquatableArray<StateInfo> States,
    EquatableArray<Node> Nodes,
    EquatableArray<GraphOutput> Outputs,
    EquatableArray<DimGuard> Guards,
    EquatableArray<string> Numbers = default)
{
    /// <summary>What must hold of the indices and sizes that only the call knows.</summary>
    public EquatableArray<DimLimit> Limits { get; init; }

    /// <summary>The calls of modules that the graph was read from, each before those within it.</summary>
    public EquatableArray<LayerCall> Layers { get; init; }

    public Node this[int id] => Nodes[id];

    /// <summary>The number of an input; null where none has the name.</summary>
    public int? InputNumber(string name)
    {
        for (var number = 0; number < Inputs.Count; number++)
        {
            if (Inputs[number].Name == name) return number;
        }

        return null;
    }

    /// <summary>The graph without some of its outputs.</summary>
    public Graph Without(IEnumerable<GraphOutput> outputs) => this with { Outputs = Outputs.Except(outputs).ToEquatableArray() };

    /// <summary>The gradients of parameters, and not of inputs.</summary>
    public IEnumerable<GraphOutput> ParameterGradients()
    {
        var parameters = new HashSet<string>(Parameters.Select(parameter => parameter.Name));
        return Outputs.Where(output => output.Role == OutputRole.Gradient && parameters.Contains(output.Target));
    }
}

/// <summary>An input. <see cref="Bound"/>, on an Int32 input, is the number of classes: every value must be in [0, Bound).</summary>
internal sealed record InputInfo(string Name, TensorType Type, Dim? Bound = null);

/// <summary>
/// A parameter, named and laid out as PyTorch does. One that is not trainable is a buffer, such as a running mean: Forward itself updates
/// it.
/// </summary>
internal sealed record ParameterInfo(string Name, TensorType Type, Initializer Initializer, bool IsTrainable = true)
{
    /// <summary>Whether it is no weight but what calls keep for the next one: each call that assigns it changes it.</summary>
    public bool IsState { get; init; }
}

/// <summary>
/// A tensor that is kept from call to call; starts as zeros. <see cref="Parameter"/> is the parameter it belongs to, or "" where it belongs
/// to the model.
/// </summary>
internal sealed record StateInfo(string Name, string Parameter, TensorType Type)
{
    /// <summary>Whether it is kept in memory alone, and not in files.</summary>
    public bool IsTransient { get; init; }
}

/// <summary>
/// A value that leaves the graph. <see cref="Target"/> names what a Gradient is of, and which parameter or state an Update replaces.
/// </summary>
internal sealed record GraphOutput(OutputRole Role, string Target, int Node);

internal enum OutputRole
{
    Result,
    Loss,
    Gradient,

    /// <summary>The norm of all gradients of a training step, before they are clipped.</summary>
    GradientNorm,
    Update,
}

/// <summary>
/// An equality, or that two numbers must differ, which only the call can decide; checked on entry. <see cref="Because"/> is the chain of
/// shapes that asks for it, or what would happen else. In the graph of a body it holds where the body runs. <see cref="IsOfLoss"/>: Forward
/// alone does not ask.
/// </summary>
internal sealed record DimGuard(Dim Left, Dim Right, string Because, bool MustDiffer = false, bool IsOfLoss = false);

/// <summary>
/// How a parameter starts. <see cref="First"/> and <see cref="Second"/>: low and high, mean and deviation, or the value. FanIn overrides
/// the shape's.
/// </summary>
internal sealed record Initializer(InitializerKind Kind, double First = 0, double Second = 0, Dim? FanIn = null);

internal enum InitializerKind
{
    Zeros,
    Constant,
    Uniform,       // [First, Second)
    Normal,        // mean First, deviation Second
    FanInUniform,  // U(-1/sqrt(fanIn), 1/sqrt(fanIn)): PyTorch's default for Linear and Conv
    HeUniform,
    HeNormal,
    XavierUniform,
    XavierNormal,
}
