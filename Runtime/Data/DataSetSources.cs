using ModelGen.Runtime;

namespace ModelGen;

/// <content>Sets of what comes one by one, and of series.</content>
public static partial class DataSet
{
    /// <summary>A set of samples that come one by one; all are read now, into memory.</summary>
    /// <param name="samples">The samples, all of the sizes of the first.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There are no samples.</exception>
    /// <exception cref="ArgumentException">There is no first sample, one is empty, or another has other sizes; the message names
    /// it.</exception>
    public static DataSet<TInput, TTarget> FromEnumerable<TInput, TTarget>(IEnumerable<(TInput[] Input, TTarget[] Target)> samples)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(samples);
        var rows = new SampleRows<TInput, TTarget>();
        foreach (var (input, target) in samples) rows.Add(input, target);
        return rows.ToDataSet();
    }

    /// <inheritdoc cref="FromEnumerable{TInput, TTarget}"/>
    /// <param name="samples">The samples, all of the sizes of the first.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<DataSet<TInput, TTarget>> FromEnumerableAsync<TInput, TTarget>(
        IAsyncEnumerable<(TInput[] Input, TTarget[] Target)> samples, CancellationToken cancellation = default)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(samples);
        var rows = new SampleRows<TInput, TTarget>();
        await foreach (var (input, target) in samples.WithCancellation(cancellation).ConfigureAwait(false)) rows.Add(input, target);
        return rows.ToDataSet();
    }

    /// <summary>
    /// Windows of a series. Sample i has the steps i * stride to i * stride + length - 1 as its input, and the horizon steps after them as
    /// its target; there are as many as fit.
    /// </summary>
    /// <param name="series">[T, features]: the steps, one after the other; they are not copied.</param>
    /// <param name="length">Steps of an input.</param>
    /// <param name="horizon">Steps of a target.</param>
    /// <param name="stride">Steps from one window to the next.</param>
    /// <param name="features">Numbers of a step.</param>
    /// <typeparam name="T">An element.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">The series has no whole steps, or is shorter than a window.</exception>
    public static DataSet<T, T> Windows<T>(ReadOnlyMemory<T> series, int length, int horizon = 1, int stride = 1, int features = 1)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (series.Length % features != 0)
            throw new ArgumentException($"The series has {series.Length} elements, which are no whole steps of "
                + $"{features}.", nameof(series));
        var (steps, window) = (series.Length / features, (long)length + horizon);
        if (steps < window)
            throw new ArgumentException($"The series has {steps} steps, and a window of {length} and the {horizon} after it need {window}.",
                nameof(series));
        return new WindowSet<T>(series, features, length, horizon, stride, (int)((steps - window) / stride) + 1);
    }
}
