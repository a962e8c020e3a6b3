namespace ModelGen;

/// <summary>Marks a field of type <see cref="Tensor"/> as a trainable parameter of a model or module.</summary>
/// <param name="dimensions">Numbers, or text of the constructor's int parameters, such as "inFeatures".</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ParameterAttribute(params object[] dimensions) : Attribute
{
    /// <summary>The dimensions, outermost first.</summary>
    public IReadOnlyList<object> Dimensions { get; } = dimensions;

    /// <summary>How it starts.</summary>
    public Initializer Initializer { get; set; } = Initializer.FanInUniform;

    /// <summary>The constant, the lower bound, or the mean.</summary>
    public double First { get; set; }

    /// <summary>The upper bound, or the standard deviation.</summary>
    public double Second { get; set; } = 1;

    /// <summary>A dimension that takes the place of the fan-in, as text; a bias takes its layer's.</summary>
    public string? FanIn { get; set; }
}
