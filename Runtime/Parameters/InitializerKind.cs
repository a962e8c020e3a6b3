using System.ComponentModel;

namespace ModelGen.Runtime;

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
