namespace ModelGen.Tests.Data;

/// <summary>Sample i is the input [i, i + 0.5] and the target i; it keeps which samples were asked for.</summary>
internal sealed class CountingSet(int count) : DataSet<float, int>(2, 1)
{
    private readonly object _gate = new();

    public override int Count => count;

    /// <summary>Runs before a sample is written.</summary>
    public Action<int>? Before { get; set; }

    public List<int> Asked { get; } = [];

    public override void Fill(int index, Span<float> input, Span<int> target)
    {
        lock (_gate) Asked.Add(index);
        Before?.Invoke(index);
        input[0] = index;
        if (index % 2 == 0) input[1] = index + 0.5f;
        target[0] = index;
    }
}
