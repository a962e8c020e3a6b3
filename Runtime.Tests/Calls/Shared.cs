namespace ModelGen.Tests.Calls;

/// <summary>A size that other sizes leave, of which only the call knows whether it is whole.</summary>
[Model]
[Sgd(LearningRate = 0.5)]
public partial class Reshaped
{
    [Parameter(2, Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor weight;

    public (Tensor Middle, Tensor Rows) Forward([Shape("D2", "D3", "D4")] Tensor x)
        => ((x * 2).Reshape(2, -1, 2) * weight, x.Reshape(-1, 4).Sum(1));

    public Tensor Loss(Tensor middle, Tensor rows) => middle.Mean() + 0 * rows.Sum();
}

/// <summary>A module whose pieces are known where it is used at the latest.</summary>
[Module]
public partial class Attended(int width)
{
    private readonly Linear _all = new(width, 3 * width);

    public Tensor Forward([Shape("...", "width")] Tensor x)
    {
        var pieces = _all.Forward(x).Split(width, -1);
        return pieces[0] * pieces[1] + pieces[2];
    }
}

/// <summary>Pieces of an axis whose length the call has.</summary>
[Model(Precision = Precision.Double)]
[Sgd]
public partial class Chunked
{
    private readonly Attended _attended = new(2);

    public (Tensor Sums, Tensor Halves, Tensor Values) Forward([Shape("N", 2)] Tensor x)
    {
        var thirds = x.Chunk(3);
        var halves = x.Split(x.Size(0) / 2);
        return (thirds[0] + 10 * thirds[1] + 100 * thirds[2], halves[0] - halves[1], _attended.Forward(x));
    }

    public Tensor Loss(Tensor sums, Tensor halves, Tensor values) => sums.Sum() + halves.Sum() + values.Sum();
}

/// <summary>The rest of what numbers of the call leave.</summary>
[Model]
public partial class Rest
{
    public Tensor Forward([Shape("N")] Tensor x, int columns) => x.Reshape(-1, columns).Sum(0);
}
