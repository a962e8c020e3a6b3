namespace ModelGen.Tests.Models;

/// <summary>An index and a range that the call gives, checked at the entry.</summary>
[Model]
[Adam(LearningRate = 0.1f)]
public partial class Indexing
{
    [Parameter(3)]
    private readonly Tensor _w;

    public Tensor Forward([Shape("T", 3)] Tensor x, int i, int k) => x[i] * _w + x.Slice(0, 0, k).Sum(0);

    public Tensor Loss(Tensor y, Tensor x, int j) => (y * x[j]).Sum();
}

/// <summary>Indices in loops and branches.</summary>
[Model]
[Sgd(LearningRate = 0.1f)]
public partial class LoopIndexing
{
    [Parameter(3)]
    private readonly Tensor _w;

    public Tensor Forward([Shape("T", 3)] Tensor x, int i, int k)
    {
        var y = _w;
        for (var t = 0; t < k; t++) y = (y * x[t + i]).Tanh();
        if (k > 3) y = y + x[k - 1];
        return y;
    }

    public Tensor Loss(Tensor y) => y.Sum();
}

/// <summary>An index behind a condition that the host reads from a tensor.</summary>
[Model]
[Sgd(LearningRate = 0.1f)]
public partial class ReadIndexing
{
    [Parameter(3)]
    private readonly Tensor _w;

    public Tensor Forward([Shape("T", 3)] Tensor x, int i)
    {
        var y = _w;
        if (x.Sum().Item() > 0) y = y * x[i];
        return y;
    }

    public Tensor Loss(Tensor y) => y.Sum();
}

/// <summary>Indices and shapes behind conditions on what the call gives: where a side is not taken, nothing is asked of them.</summary>
[Model]
[Sgd(LearningRate = 0.1f)]
public partial class GuardedIndexing
{
    [Parameter(3)]
    private readonly Tensor _w;

    public Tensor Forward([Shape("T", 3)] Tensor x, int i, int k)
    {
        var y = _w;
        if (i >= 0) y = y * x[i % x.Size(0)] + x[i];
        if (k > 1) y = y + x.Reshape(k, 3).Sum(0);
        for (var t = 0; t < i; t++) y = y + x.Reshape(2, 3).Slice(0, t, t + 1).Sum(0);
        return y;
    }

    public Tensor Loss(Tensor y, Tensor x, int k) => (y.Sum() + x.Reshape(1, k + 1, 3).Sum()) * 0 + y.Sum();
}

/// <summary>Sizes that the call and the constructor give.</summary>
[Model]
public partial class Sizing(int n)
{
    private readonly Linear _linear = new(n - 2, 2);

    public Tensor Forward([Shape("B", "n-2")] Tensor x, int i, int k)
    {
        var reshaped = x.Reshape("B", k).Pad([i - 1, 0]).Sum() + x.Reshape(1, 1, -1).Unfold(k, i).Sum();
        return _linear.Forward(x).Sum() + reshaped + Tensor.Ones(k - i).Sum();
    }
}
