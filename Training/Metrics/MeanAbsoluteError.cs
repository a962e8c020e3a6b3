namespace ModelGen;

/// <summary>
/// The mean of absolute differences:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.mean_absolute_error.html">mean_absolute_error</a>. Of several
/// outputs for a sample it is the mean over all of them.
/// </summary>
public sealed class MeanAbsoluteError() : RegressionMetric("mae", 1)
{
    private double _sum;
    private long _count;

    /// <inheritdoc/>
    public override double Value => _sum / _count;

    /// <inheritdoc/>
    public override void Reset() => (_sum, _count) = (0, 0);

    private protected override void Count(double prediction, double target, int output)
    {
        _sum += Math.Abs(prediction - target);
        _count++;
    }
}
