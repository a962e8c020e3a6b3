namespace ModelGen;

/// <summary>
/// Normalises each feature over the batch: while the model trains by the batch's own mean and variance, which also move the running
/// statistics; in Predict and Evaluate by those. The weight starts as 1, the bias as 0.
/// https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
/// </summary>
/// <param name="features">The size of the last axis.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="momentum">How much of the batch's statistics enters the running ones; their variance is the unbiased one.</param>
/// <param name="affine">Whether there are a weight and a bias; false leaves out both parameters.</param>
[Module]
public sealed partial class BatchNorm1d(
    int features,
    [SettingRange(0)] double epsilon = 1e-5,
    [SettingRange(0, 1)] double momentum = 0.1,
    bool affine = true) : IModule
{
    /// <summary>The weight, [features], where there is one.</summary>
    [Parameter("features", Initializer = Initializer.Constant, First = 1)]
    public readonly Tensor weight;

    /// <summary>The bias, [features], where there is one.</summary>
    [Parameter("features", Initializer = Initializer.Zeros)]
    public readonly Tensor bias;

    /// <summary>The running mean, [features].</summary>
    [Buffer("features")]
    public Tensor running_mean;

    /// <summary>The running variance, [features].</summary>
    [Buffer("features", Value = 1)]
    public Tensor running_var;

    /// <summary>The layer.</summary>
    /// <param name="input">[N, features]; with more than one value a feature while the model trains: a step with one is refused before
    /// anything changes.</param>
    /// <returns>Of the input's shape.</returns>
    public Tensor Forward([Shape("N", "features")] Tensor input)
    {
        if (!Mode.Training) return Scaled((input - running_mean) / (running_var + epsilon).Sqrt());
        var mean = input.Mean(0);
        var centered = input - mean;
        var variance = (centered * centered).Mean(0);
        var count = Tensor.Full(input.Size(0));
        running_mean = (1 - momentum) * running_mean + momentum * mean;
        running_var = (1 - momentum) * running_var + momentum * variance * count / (count - 1);
        return Scaled(centered / (variance + epsilon).Sqrt());
    }

    private Tensor Scaled(Tensor normal) => affine ? normal * weight + bias : normal;
}
