using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>What an executor must know of a model's parameters.</summary>
/// <param name="Model">The model's name, for messages.</param>
/// <param name="ElementSize">Bytes of a floating-point number: 4 or 8.</param>
/// <param name="Parameters">Each parameter, in the order of the model.</param>
/// <param name="PersistentBytes">Parameters and optimizer states together.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ModelLayout(string Model, int ElementSize, ParameterLayout[] Parameters, long PersistentBytes);

/// <summary>One parameter: its name, dimensions, byte offset in the persistent block, and how it starts.</summary>
/// <param name="Name">As PyTorch names it, such as <c>_hidden.weight</c>.</param>
/// <param name="Dims">Outermost first.</param>
/// <param name="Offset">In bytes.</param>
/// <param name="Start">The first values.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ParameterLayout(string Name, long[] Dims, long Offset, ParameterStart Start)
{
    /// <summary>The number of elements.</summary>
    public long Count => Dims.Aggregate(1L, (product, dim) => product * dim);
}

/// <summary>How a parameter starts.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="First">The constant, the lower bound, or the mean.</param>
/// <param name="Second">The upper bound or the standard deviation.</param>
/// <param name="FanIn">Takes the place of the fan-in that the shape tells; 0 for none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ParameterStart(InitializerKind Kind, double First = 0, double Second = 0, long FanIn = 0);

/// <summary>The distributions of <see cref="Initializers"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum InitializerKind
{
    /// <summary>0.</summary>
    Zeros,

    /// <summary>One number.</summary>
    Constant,

    /// <summary>Uniform in [First, Second).</summary>
    Uniform,

    /// <summary>Normal with mean First and standard deviation Second.</summary>
    Normal,

    /// <summary>Uniform in [-1/sqrt(fanIn), 1/sqrt(fanIn)): PyTorch's default for Linear and convolutions.</summary>
    FanInUniform,

    /// <summary>Uniform, of variance 2 / fanIn.</summary>
    HeUniform,

    /// <summary>Normal, of variance 2 / fanIn.</summary>
    HeNormal,

    /// <summary>Uniform, of variance 2 / (fanIn + fanOut).</summary>
    XavierUniform,

    /// <summary>Normal, of variance 2 / (fanIn + fanOut).</summary>
    XavierNormal,
}
