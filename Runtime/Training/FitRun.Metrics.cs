namespace ModelGen.Runtime;

/// <content>Metrics of the samples for validation.</content>
public sealed partial class FitRun
{
    private bool _measures;
    private Array _predictions = Array.Empty<float>();

    /// <summary>Whether there are metrics to compute.</summary>
    public bool HasMetrics => Options.Metrics.Count > 0;

    /// <summary>Checks that each metric takes the model's predictions and targets.</summary>
    /// <typeparam name="TPrediction">An element of a prediction.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="InvalidOperationException">One does not.</exception>
    public void Measures<TPrediction, TTarget>()
        where TPrediction : unmanaged
        where TTarget : unmanaged
    {
        _measures = true;
        foreach (var metric in Options.Metrics)
        {
            if (metric is IMetric<TPrediction, TTarget>) continue;
            throw new InvalidOperationException($"The metric {metric.Name} of Fit does not take predictions of "
                + $"{typeof(TPrediction).Name} and targets of {typeof(TTarget).Name}, which {Executor.Layout.Model} has. Give one that "
                + $"implements {nameof(IMetric)}<{typeof(TPrediction).Name}, {typeof(TTarget).Name}>.");
        }
    }

    /// <summary>A place for the predictions of a batch.</summary>
    /// <typeparam name="T">An element.</typeparam>
    /// <param name="samples">How many samples it has.</param>
    /// <param name="size">Elements of a sample's prediction.</param>
    public Span<T> Predictions<T>(int samples, long size)
        where T : unmanaged
    {
        var elements = samples * size;
        if (_predictions is not T[] place || place.Length < elements) _predictions = place = new T[elements];
        return place.AsSpan(0, (int)elements);
    }

    /// <summary>Adds a batch to each metric.</summary>
    /// <typeparam name="TPrediction">An element of a prediction.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets.</param>
    public void Measure<TPrediction, TTarget>(ReadOnlySpan<TPrediction> predictions, ReadOnlySpan<TTarget> targets)
        where TPrediction : unmanaged
        where TTarget : unmanaged
    {
        foreach (var metric in Options.Metrics) ((IMetric<TPrediction, TTarget>)metric).Add(predictions, targets);
    }

    private void BeginMetrics()
    {
        if (HasMetrics && !_measures)
            throw new InvalidOperationException($"Fit of {Executor.Layout.Model} takes no metrics: Forward must give one tensor, sample by "
                + "sample, whose other sizes are known, and Loss take one tensor beside it.");
        if (Options.Metrics.Select(metric => metric.Name).Distinct().Count() < Options.Metrics.Count)
            throw new InvalidOperationException("Two metrics of Fit have one name: "
                + $"{string.Join(", ", Options.Metrics.Select(metric => metric.Name))}. Give each a name of its own.");
        foreach (var metric in Options.Metrics) metric.Reset();
    }

    private Dictionary<string, double>? TakeMetrics()
    {
        if (!HasMetrics || _validationLoss.Samples == 0) return null;
        var values = Options.Metrics.ToDictionary(metric => metric.Name, metric => metric.Value);
        foreach (var metric in Options.Metrics) metric.Reset();
        return values;
    }
}
