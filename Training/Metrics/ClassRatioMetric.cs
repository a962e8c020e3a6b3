namespace ModelGen;

/// <summary>
/// A quotient of counts of each class, and the average of the classes' quotients; 0 where a class has nothing to divide by.
/// </summary>
public abstract class ClassRatioMetric : LabelMetric
{
    private readonly Average _average;
    private readonly long[] _hits;
    private readonly long[] _predicted;
    private readonly long[] _actual;

    private protected ClassRatioMetric(string name, int classes, Average average, double threshold)
        : base(AverageName.Of(name, average), classes, threshold)
    {
        if (!Enum.IsDefined(average))
            throw new ArgumentOutOfRangeException(nameof(average), average, "It is none of Macro, Micro, Weighted and Binary.");
        if (average == Average.Binary && classes != 2)
            throw new ArgumentOutOfRangeException(nameof(average), average, $"Average.Binary is of two classes, and there are "
                + $"{classes}; take Macro, Micro or Weighted.");
        (_average, _hits, _predicted, _actual) = (average, new long[classes], new long[classes], new long[classes]);
    }

    /// <summary>
    /// The quotient of each class, as scikit-learn's <c>average=None</c> with all classes as <c>labels</c>: 0 for one that does not occur.
    /// </summary>
    public double[] PerClass => [.. Enumerable.Range(0, _hits.Length).Select(Of)];

    /// <inheritdoc/>
    public override double Value => _actual.Sum() == 0 ? double.NaN : _average switch
    {
        Average.Binary => Of(1),
        Average.Micro => Quotient(Ratio(_hits.Sum(), _predicted.Sum(), _actual.Sum())),
        Average.Weighted => Enumerable.Range(0, _hits.Length).Sum(number => _actual[number] * Of(number)) / _actual.Sum(),
        _ => Enumerable.Range(0, _hits.Length).Where(number => _predicted[number] + _actual[number] > 0).Average(Of),
    };

    /// <inheritdoc/>
    public override void Reset()
    {
        Array.Clear(_hits);
        Array.Clear(_predicted);
        Array.Clear(_actual);
    }

    private protected sealed override void Count(int predicted, int label)
    {
        _predicted[predicted]++;
        _actual[label]++;
        if (predicted == label) _hits[label]++;
    }

    /// <summary>What is divided, of samples that were rightly predicted, that were predicted, and that are of the class.</summary>
    private protected abstract (long Numerator, long Denominator) Ratio(long hits, long predicted, long actual);

    private double Of(int number) => Quotient(Ratio(_hits[number], _predicted[number], _actual[number]));

    private static double Quotient((long Numerator, long Denominator) ratio)
        => ratio.Denominator == 0 ? 0 : (double)ratio.Numerator / ratio.Denominator;
}
