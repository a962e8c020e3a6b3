namespace ModelGen.Tests.Models.Programs;

/// <summary>Two layers of cached attention.</summary>
[Model(Precision = Precision.Double)]
public partial class CachedNet
{
    private readonly CachedAttention first = new(8, 2, 12);
    private readonly CachedAttention second = new(8, 2, 12);

    public Tensor Forward([Shape("T", 8)] Tensor x, int position)
        => second.Forward(first.Forward(x, position).Tanh() + x, position);
}
