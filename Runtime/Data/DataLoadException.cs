namespace ModelGen;

/// <summary>A data set's Fill failed; <see cref="Exception.InnerException"/> is its error.</summary>
/// <param name="index">The sample.</param>
/// <param name="dataSet">The data set's type.</param>
/// <param name="cause">What Fill threw.</param>
public sealed class DataLoadException(int index, string dataSet, Exception cause)
    : Exception($"Sample {index} of {dataSet} could not be filled: {cause.Message}", cause)
{
    /// <summary>The sample that was asked for.</summary>
    public int Index { get; } = index;
}
