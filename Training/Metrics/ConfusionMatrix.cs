namespace ModelGen;

/// <summary>
/// How many samples of each class were taken for each:
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html">confusion_matrix</a>. It prints itself
/// as a table.
/// </summary>
public sealed class ConfusionMatrix : LabelMetric
{
    private readonly long[,] _counts;

    /// <summary>Makes a matrix whose classes are called by their numbers.</summary>
    /// <param name="classes">How many classes there are, 2 or more.</param>
    /// <param name="threshold">Of one score for a sample, class 1 is predicted above it: 0 for logits, 0.5 for probabilities.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the threshold is NaN.</exception>
    public ConfusionMatrix(int classes, double threshold = 0)
        : base("confusion matrix", classes, threshold)
    {
        _counts = new long[classes, classes];
        ClassNames = [.. Enumerable.Range(0, classes).Select(number => $"{number}")];
    }

    /// <summary>Makes a matrix of classes with names.</summary>
    /// <param name="classNames">The name of each class, in their order.</param>
    /// <param name="threshold">Of one score for a sample, class 1 is predicted above it: 0 for logits, 0.5 for probabilities.</param>
    /// <exception cref="ArgumentNullException">There are no names.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes, or the threshold is NaN.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classNames, double threshold = 0)
        : this((classNames ?? throw new ArgumentNullException(nameof(classNames))).Count, threshold)
        => ClassNames = [.. classNames];

    /// <summary>The name of each class.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many samples there were.</summary>
    public long Samples { get; private set; }

    /// <summary>The share of samples on the diagonal, which is the accuracy; NaN where there are none.</summary>
    public override double Value => (double)Enumerable.Range(0, ClassNames.Count).Sum(number => _counts[number, number]) / Samples;

    /// <summary>How many samples of a class were taken for another.</summary>
    /// <param name="actual">The class that they have, a row.</param>
    /// <param name="predicted">The class that was predicted, a column.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public long this[int actual, int predicted] => _counts[actual, predicted];

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_counts);
        Samples = 0;
    }

    /// <summary>All counts: a row for each class that samples have, a column for each that was predicted.</summary>
    public long[,] ToArray() => (long[,])_counts.Clone();

    /// <summary>A table: a line for each class that samples have, a column for each that was predicted, and the recall of each.</summary>
    public override string ToString() => ConfusionTable.Format(this);

    private protected override void Count(int predicted, int label)
    {
        _counts[label, predicted]++;
        Samples++;
    }
}
