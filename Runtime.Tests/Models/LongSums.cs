namespace ModelGen.Tests.Models;

/// <summary>Sums of any length: of everything, of rows, columns and planes, of what a kernel computes, and of a gradient.</summary>
[Model]
[Sgd(LearningRate = 1)]
public partial class LongSums(int columns)
{
    [Parameter("columns", Initializer = Initializer.Constant, First = 1)]
    private readonly Tensor scale;

    public (Tensor Whole, Tensor Rows, Tensor Columns, Tensor Squares, Tensor Planes,
        Tensor Scaled) Forward([Shape("N", "columns")] Tensor x)
        => (x.Mean(), x.Sum(1), x.Sum(0), x.Square().Sum(), x.Reshape(x.Size(0), x.Size(1), 1).Expand(x.Size(0), x.Size(1), 3).Sum([0, 2]),
            x * scale);

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

/// <summary>Rows of a table; the gradient of each is the sum of the weights of all its readers.</summary>
[Model]
[Sgd]
public partial class WeighedRows(int rows, int columns)
{
    [Parameter("rows", "columns")]
    private readonly Tensor table;

    public Tensor Forward([Shape("N")] IndexTensor indices, [Shape("N", "columns")] Tensor weights) => table.Gather(indices) * weights;

    public Tensor Loss(Tensor weighed) => weighed.Sum();
}

/// <summary>As <see cref="WeighedRows"/>, row by row in a loop.</summary>
[Model]
[Sgd]
public partial class WeighedRowsInTurn(int rows, int columns)
{
    [Parameter("rows", "columns")]
    private readonly Tensor table;

    public Tensor Forward([Shape("T", "N")] IndexTensor indices, [Shape("T", "N", "columns")] Tensor weights)
    {
        var sum = table[0] * 0;
        for (var turn = 0; turn < indices.Size(0); turn++) sum += (table.Gather(indices[turn]) * weights[turn]).Sum(0);
        return sum;
    }

    public Tensor Loss(Tensor sum) => sum.Sum();
}
