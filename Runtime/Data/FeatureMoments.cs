namespace ModelGen.Runtime;

/// <summary>The mean and the deviation of each feature, by Welford's method (Technometrics 4, 1962), in double.</summary>
internal sealed class FeatureMoments(int features)
{
    private readonly double[] _means = new double[features];
    private readonly double[] _squares = new double[features];
    private readonly long[] _counts = new long[features];

    /// <summary>Takes a sample, [features, ...].</summary>
    public void Add(int sample, ReadOnlySpan<float> values)
    {
        var run = values.Length / features;
        for (var index = 0; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
                throw new ArgumentException($"Element {index} of sample {sample} is {values[index]}, so its feature has no mean. Leave "
                    + "such "
                    + "samples out, or mend them.", "training");
            var feature = index / run;
            var before = values[index] - _means[feature];
            _means[feature] += before / ++_counts[feature];
            _squares[feature] += before * (values[index] - _means[feature]);
        }
    }

    public Normalizer ToNormalizer()
    {
        if (_counts[0] == 0) throw new ArgumentException("There are no samples to fit a normalizer to.", "training");
        return new(_means, [.. _squares.Zip(_counts, (square, count) => square == 0 ? 1 : Math.Sqrt(square / count))]);
    }
}
