namespace ModelGen.Runtime;

/// <summary>Collects samples of one size.</summary>
internal sealed class SampleRows<TInput, TTarget>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly List<TInput> _inputs = [];
    private readonly List<TTarget> _targets = [];
    private int _count;

    public void Add(TInput[] input, TTarget[] target)
    {
        Check("input", input?.Length ?? 0, _inputs.Count);
        Check("target", target?.Length ?? 0, _targets.Count);
        _inputs.AddRange(input!);
        _targets.AddRange(target!);
        _count++;
    }

    public DataSet<TInput, TTarget> ToDataSet() => _count > 0 ? DataSet.Of(_inputs.ToArray(), _targets.ToArray(), _count)
        : throw new ArgumentException("There are no samples, so their sizes are not known.", "samples");

    private void Check(string what, int length, int all)
    {
        if (length == 0)
            throw new ArgumentException($"The {what} of sample {_count} has no elements; it must have 1 or more.", "samples");
        if (_count > 0 && length != all / _count)
            throw new ArgumentException($"The {what} of sample {_count} has {length} elements, and those before have {all / _count}; all "
                + "must "
                + "have the same. SequenceLoader takes samples of different lengths.", "samples");
    }
}
