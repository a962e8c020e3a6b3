namespace ModelGen;

/// <summary>How a parameter starts. Fans are as in https://pytorch.org/docs/stable/nn.init.html.</summary>
public enum Initializer
{
    /// <summary>0.</summary>
    Zeros,

    /// <summary>The number <see cref="ParameterAttribute.First"/>.</summary>
    Constant,

    /// <summary>Uniform from <see cref="ParameterAttribute.First"/> to <see cref="ParameterAttribute.Second"/>.</summary>
    Uniform,

    /// <summary>
    /// Normal with mean <see cref="ParameterAttribute.First"/> and standard deviation <see cref="ParameterAttribute.Second"/>.
    /// </summary>
    Normal,

    /// <summary>Uniform within 1/sqrt(fan-in) of 0: PyTorch's default for Linear and convolutions.</summary>
    FanInUniform,

    /// <summary>Uniform of variance 2 / fan-in (He et al., ICCV 2015).</summary>
    HeUniform,

    /// <summary>Normal of variance 2 / fan-in (He et al., ICCV 2015).</summary>
    HeNormal,

    /// <summary>Uniform of variance 2 / (fan-in + fan-out) (Glorot and Bengio, AISTATS 2010).</summary>
    XavierUniform,

    /// <summary>Normal of variance 2 / (fan-in + fan-out) (Glorot and Bengio, AISTATS 2010).</summary>
    XavierNormal,
}
