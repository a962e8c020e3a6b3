using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Shifts and scales numbers so that each feature has mean 0 and standard deviation 1 over the samples that it was fitted on: (x - mean) /
/// deviation, as scikit-learn's
/// <a href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.StandardScaler.html">StandardScaler</a>, with the
/// deviation of the population, and 1 for a feature that is always the same. Fit it on the training part alone. It is written as JSON, in
/// a file or among a model's metadata.
/// </summary>
public sealed class Normalizer
{
    private readonly double[] _means;
    private readonly double[] _deviations;

    /// <summary>Makes one of numbers that are known.</summary>
    /// <param name="means">The mean of each feature.</param>
    /// <param name="deviations">The standard deviation of each, above 0.</param>
    /// <exception cref="ArgumentException">There are no features, or not as many of both, or a number is not finite or no
    /// deviation.</exception>
    public Normalizer(ReadOnlySpan<double> means, ReadOnlySpan<double> deviations)
    {
        if (means.Length == 0 || means.Length != deviations.Length)
            throw new ArgumentException($"There are {means.Length} means and {deviations.Length} deviations; give one of each for a "
                + "feature.",
                nameof(means));
        for (var feature = 0; feature < means.Length; feature++)
        {
            if (!double.IsFinite(means[feature]) || !(deviations[feature] > 0 && double.IsFinite(deviations[feature])))
                throw new ArgumentException($"Feature {feature} has the mean {means[feature]} and the deviation {deviations[feature]}; "
                    + "both "
                    + "must be finite, and the deviation above 0.", nameof(deviations));
        }

        (_means, _deviations) = (means.ToArray(), deviations.ToArray());
    }

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<double> Means => _means;

    /// <summary>The standard deviation of each feature; 1 for one that is always the same.</summary>
    public ReadOnlySpan<double> Deviations => _deviations;

    /// <summary>Fits one to the inputs of a set, all of which are read once, as in epoch 0.</summary>
    /// <param name="training">The training part.</param>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">The set is empty, or a number is not finite; the message names it.</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static Normalizer Fit<TTarget>(DataSet<float, TTarget> training)
        where TTarget : unmanaged
        => Fit(training, (training ?? throw new ArgumentNullException(nameof(training))).InputSize);

    /// <summary>
    /// Fits one to the channels of a set's inputs, [channels, ...]: an image's pixels of one channel have one mean and one deviation.
    /// </summary>
    /// <param name="training">The training part.</param>
    /// <param name="channels">How many channels an input has.</param>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">The set is empty, an input has no whole channels, or a number is not finite.</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static Normalizer Fit<TTarget>(DataSet<float, TTarget> training, int channels)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (training.InputSize % channels != 0)
            throw new ArgumentException($"An input has {training.InputSize} elements, which are not the same number for each of {channels} "
                + "channels.", nameof(channels));
        var moments = new FeatureMoments(channels);
        SampleReader.ForEach(training, (index, input, _) => moments.Add(index, input));
        return moments.ToNormalizer();
    }

    /// <summary>Fits one to the targets of a set, as those of a regression; all samples are read once, as in epoch 0.</summary>
    /// <param name="training">The training part.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">The set is empty, or a number is not finite; the message names it.</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static Normalizer FitTargets<TInput>(DataSet<TInput, float> training)
        where TInput : unmanaged
    {
        ArgumentNullException.ThrowIfNull(training);
        var moments = new FeatureMoments(training.TargetSize);
        SampleReader.ForEach(training, (index, _, target) => moments.Add(index, target));
        return moments.ToNormalizer();
    }

    /// <summary>Fits one to rows of numbers.</summary>
    /// <param name="values">[N, features], row by row.</param>
    /// <param name="features">Numbers of a row.</param>
    /// <exception cref="ArgumentException">There are no rows or no whole ones, or a number is not finite.</exception>
    public static Normalizer Fit(ReadOnlySpan<float> values, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (values.Length % features != 0)
            throw new ArgumentException($"There are {values.Length} values, which are no whole rows of {features}.", nameof(values));
        var moments = new FeatureMoments(features);
        for (var row = 0; row < values.Length / features; row++) moments.Add(row, values.Slice(row * features, features));
        return moments.ToNormalizer();
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static Normalizer FromJson(string json) => NormalizerJson.Read(json, "The text");

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static Normalizer Load(string path) => NormalizerJson.Read(File.ReadAllText(path), path);

    /// <summary>Normalizes samples in place.</summary>
    /// <param name="values">[N, features, ...]: one or more samples, each feature's numbers together.</param>
    /// <param name="size">Numbers of a sample; 0 for one number of each feature.</param>
    /// <exception cref="ArgumentException">There are no whole samples, or a sample has no whole features.</exception>
    public void Apply(Span<float> values, int size = 0)
    {
        var run = Run(values.Length, size);
        for (var (first, feature) = (0, 0); first < values.Length; first += run, feature = (feature + 1) % _means.Length)
            FeatureScale.Apply(values.Slice(first, run), _means[feature], _deviations[feature]);
    }

    /// <summary>Undoes <see cref="Apply"/>, as for what a model predicts.</summary>
    /// <param name="values">[N, features, ...]: one or more samples.</param>
    /// <param name="size">Numbers of a sample; 0 for one number of each feature.</param>
    /// <exception cref="ArgumentException">There are no whole samples, or a sample has no whole features.</exception>
    public void Invert(Span<float> values, int size = 0)
    {
        var run = Run(values.Length, size);
        for (var (first, feature) = (0, 0); first < values.Length; first += run, feature = (feature + 1) % _means.Length)
            FeatureScale.Invert(values.Slice(first, run), _means[feature], _deviations[feature]);
    }

    /// <summary>The numbers as JSON, to the last bit.</summary>
    public string ToJson() => NormalizerJson.Write(_means, _deviations);

    /// <summary>Writes <see cref="ToJson"/> to a file.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    public void Save(string path) => File.WriteAllText(path, ToJson());

    private int Run(int length, int size)
    {
        var sample = size == 0 ? _means.Length : size;
        if (sample < 0 || sample % _means.Length != 0 || length % sample != 0)
            throw new ArgumentException($"There are {length} values of samples of {sample}; samples must be whole, and a sample a "
                + "multiple of "
                + $"the {_means.Length} features.", nameof(size));
        return sample / _means.Length;
    }
}
