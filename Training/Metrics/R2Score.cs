namespace ModelGen;

/// <summary>
/// The coefficient of determination, 1 - sum of (y - p)^2 / sum of (y - mean of y)^2:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.r2_score.html">r2_score</a>, the mean over the outputs. The
/// second sum is collected by Welford's method (Technometrics 4, 1962). Where targets are all the same it is 1 if all are met and 0 if
/// not, as there; of fewer than two samples it is NaN.
/// </summary>
/// <param name="outputs">Numbers of a sample.</param>
/// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 outputs.</exception>
public sealed class R2Score(int outputs = 1) : RegressionMetric("r2", outputs)
{
    private readonly long[] _count = new long[outputs];
    private readonly double[] _mean = new double[outputs];
    private readonly double[] _spread = new double[outputs];
    private readonly double[] _residual = new double[outputs];

    /// <inheritdoc/>
    public override double Value => _count[0] < 2 ? double.NaN : Enumerable.Range(0, _count.Length).Average(Of);

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_count);
        Array.Clear(_mean);
        Array.Clear(_spread);
        Array.Clear(_residual);
    }

    private protected override void Count(double prediction, double target, int output)
    {
        var before = target - _mean[output];
        _mean[output] += before / ++_count[output];
        _spread[output] += before * (target - _mean[output]);
        _residual[output] += (target - prediction) * (target - prediction);
    }

    private double Of(int output) => (_spread[output], _residual[output]) switch
    {
        (0, 0) => 1,
        (0, > 0) => 0,
        var (spread, residual) => 1 - (residual / spread),
    };
}
