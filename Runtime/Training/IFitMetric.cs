namespace ModelGen;

/// <summary>
/// A number that Fit computes on the samples for validation after each epoch, such as an accuracy. One that takes the predictions and
/// targets of a model implements <see cref="IFitMetric{TPrediction, TTarget}"/> for their types.
/// </summary>
public interface IFitMetric
{
    /// <summary>Its name in <see cref="EpochResult.Metrics"/>, in tables and in files; no other metric of the run has it.</summary>
    string Name { get; }

    /// <summary>The number, of all that was added since the last <see cref="Reset"/>.</summary>
    double Value { get; }

    /// <summary>Begins anew.</summary>
    void Reset();
}

/// <summary>A metric of a model's predictions and targets.</summary>
/// <typeparam name="TPrediction">An element of a prediction: float, or double for a model in double precision.</typeparam>
/// <typeparam name="TTarget">An element of a target: int for labels, else as of a prediction.</typeparam>
public interface IFitMetric<TPrediction, TTarget> : IFitMetric
    where TPrediction : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Adds the samples of a batch.</summary>
    /// <param name="predictions">What Forward gives for them, sample by sample.</param>
    /// <param name="targets">What Loss takes beside it, sample by sample.</param>
    void Add(ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets);
}
