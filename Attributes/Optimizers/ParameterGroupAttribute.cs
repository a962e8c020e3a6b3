namespace ModelGen;

/// <summary>
/// Gives some parameters of a model settings of their own: what is set here takes the place of what the optimizer's attribute says; the
/// rest stays. Of several groups that a parameter matches the last counts, alone. A setting that the optimizer does not have is the compile
/// error MG0605. Settings of an optimizer of one's own are properties of a class derived from this one.
/// https://pytorch.org/docs/stable/optim.html#per-parameter-options
/// </summary>
/// <param name="pattern">
/// A name such as <c>_head.weight</c>, or a pattern: * stands for any characters, dots too, and ? for one. One that no parameter has is
/// the compile error MG0604.
/// </param>
/// <example><code>[AdamW(WeightDecay = 0.1), ParameterGroup("*.bias", WeightDecay = 0)]</code></example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public class ParameterGroupAttribute(string pattern) : Attribute
{
    /// <summary>The name or pattern.</summary>
    public string Pattern => pattern;

    /// <summary>
    /// The group's step size as a multiple of the model's; the model's Groups change it at run time.
    /// </summary>
    [SettingRange(0)]
    public double LearningRateScale { get; set; } = 1;

    /// <summary>As the optimizer's WeightDecay.</summary>
    public double WeightDecay { get; set; }

    /// <summary>As the optimizer's Momentum.</summary>
    public double Momentum { get; set; }

    /// <summary>As the optimizer's Dampening.</summary>
    public double Dampening { get; set; }

    /// <summary>As the optimizer's MomentumDecay.</summary>
    public double MomentumDecay { get; set; }

    /// <summary>As the optimizer's Nesterov.</summary>
    public bool Nesterov { get; set; }

    /// <summary>As the optimizer's Beta1.</summary>
    public double Beta1 { get; set; }

    /// <summary>As the optimizer's Beta2.</summary>
    public double Beta2 { get; set; }

    /// <summary>As the optimizer's Beta3.</summary>
    public double Beta3 { get; set; }

    /// <summary>As the optimizer's Epsilon.</summary>
    public double Epsilon { get; set; }

    /// <summary>As the optimizer's Alpha.</summary>
    public double Alpha { get; set; }

    /// <summary>As the optimizer's Rho.</summary>
    public double Rho { get; set; }

    /// <summary>As the optimizer's EtaMinus.</summary>
    public double EtaMinus { get; set; }

    /// <summary>As the optimizer's EtaPlus.</summary>
    public double EtaPlus { get; set; }

    /// <summary>As the optimizer's MinimumStepSize.</summary>
    public double MinimumStepSize { get; set; }

    /// <summary>As the optimizer's MaximumStepSize.</summary>
    public double MaximumStepSize { get; set; }

    /// <summary>As the optimizer's LearningRateDecay.</summary>
    public double LearningRateDecay { get; set; }

    /// <summary>As the optimizer's InitialAccumulator.</summary>
    public double InitialAccumulator { get; set; }

    /// <summary>As the optimizer's Centered.</summary>
    public bool Centered { get; set; }

    /// <summary>As the optimizer's Amsgrad.</summary>
    public bool Amsgrad { get; set; }

    /// <summary>As the optimizer's Maximize.</summary>
    public bool Maximize { get; set; }
}
