namespace ModelGen;

/// <summary>
/// A number that is computed over many batches as if they were one: <see cref="Reset"/>, an Add for each batch, then <see cref="Value"/>.
/// Fit computes those of its options on the samples for validation after each epoch; one that it can take implements
/// <see cref="IMetric{TPrediction, TTarget}"/> for the types of the model's predictions and targets.
/// </summary>
public interface IMetric
{
    /// <summary>
    /// What it is called in the results of an epoch, tables, logs and plots, such as <c>accuracy</c>; no other metric of a run has it.
    /// </summary>
    string Name { get; }

    /// <summary>The metric of all samples since the last <see cref="Reset"/>; NaN where there were none.</summary>
    double Value { get; }

    /// <summary>Forgets all samples.</summary>
    void Reset();
}

/// <summary>A metric of a model's predictions and targets.</summary>
/// <typeparam name="TPrediction">An element of a prediction: float, or double for a model in double precision.</typeparam>
/// <typeparam name="TTarget">An element of a target: int for labels, else as of a prediction.</typeparam>
public interface IMetric<TPrediction, TTarget> : IMetric
    where TPrediction : unmanaged
    where TTarget : unmanaged
{
    /// <summary>Takes a batch.</summary>
    /// <param name="predictions">What the model gives, sample by sample.</param>
    /// <param name="targets">What is so, sample by sample.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a target is none; the message names the sample.</exception>
    void Add(ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets);
}
