namespace ModelGen;

/// <summary>
/// A number that is computed over many batches as if they were one: <see cref="Reset"/>, an Add for each batch, then <see cref="Value"/>.
/// </summary>
public interface IMetric
{
    /// <summary>What it is called in tables, logs and plots, such as <c>accuracy</c>.</summary>
    string Name { get; }

    /// <summary>The metric of all samples since the last <see cref="Reset"/>; NaN where there were none.</summary>
    double Value { get; }

    /// <summary>Forgets all samples.</summary>
    void Reset();
}
