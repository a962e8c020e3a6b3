namespace ModelGen.Tests.Models;

/// <summary>Sums of any length: of everything, of rows, columns and planes, of what a kernel computes, and of a gradient.</summary>
[Model]
[Sgd(LearningRate = 1)]
public partial class LongSums(int columns)
{
    [Parameter("columns", Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public (Tensor Whole, Tensor Rows, Tensor Columns, Tensor Squares, Tensor Planes, Tensor Scaled) Forward([Shape("N", "columns")] Tensor x)
        => (x.Mean(), x.Sum(1), x.Sum(0), x.Square().Sum(), x.Reshape(x.Size(0), x.Size(1), 1).Expand(x.Size(0), x.Size(1), 3).Sum([0, 2]), x * scale);

    public Tensor Loss(Tensor whole, Tensor rows, Tensor columns, Tensor squares, Tensor planes, Tensor scaled) => scaled.Sum();
}

/// <summary>Running sums of rows of any length.</summary>
[Model]
public partial class RunningSums
{
    public Tensor Forward([Shape("N", "T")] Tensor x) => x.CumSum(1);
}

/// <summary>The sums of rows.</summary>
[Model]
public partial class RowSums
{
    public Tensor Forward([Shape("N", "T")] Tensor x) => x.Sum(1);
}
