namespace ModelGen;

/// <summary>
/// The share of samples whose class is predicted:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.accuracy_score.html">accuracy_score</a>.
/// </summary>
/// <param name="threshold">Of one score for a sample, class 1 is predicted above it: 0 for logits, 0.5 for probabilities.</param>
/// <exception cref="ArgumentOutOfRangeException">The threshold is NaN.</exception>
public sealed class Accuracy(double threshold = 0) : LabelMetric("accuracy", null, threshold)
{
    private long _right;
    private long _samples;

    /// <inheritdoc/>
    public override double Value => (double)_right / _samples;

    /// <inheritdoc/>
    public override void Reset() => (_right, _samples) = (0, 0);

    private protected override void Count(int predicted, int label)
    {
        _samples++;
        if (predicted == label) _right++;
    }
}
