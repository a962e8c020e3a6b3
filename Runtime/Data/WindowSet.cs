namespace ModelGen.Runtime;

/// <summary>Windows of a series: what came, and what followed.</summary>
internal sealed class WindowSet<T>(ReadOnlyMemory<T> series, int features, int length, int horizon, int stride, int count)
    : DataSet<T, T>(length * features, horizon * features)
    where T : unmanaged
{
    public override int Count => count;

    public override void Fill(int index, Span<T> input, Span<T> target)
    {
        var window = series.Span.Slice(index * stride * features, InputSize + TargetSize);
        window[..InputSize].CopyTo(input);
        window[InputSize..].CopyTo(target);
    }
}
