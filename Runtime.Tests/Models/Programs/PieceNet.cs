namespace ModelGen.Tests.Models.Programs;

/// <summary>States that are written in part, in each way that a range can be named.</summary>
[Model]
public partial class PieceNet
{
    [State(3, 4)]
    private Tensor rows;

    [State(2, 5, 3, Value = 0.5)]
    private Tensor cube;

    [Program]
    public Tensor SetRow([Shape(4)] Tensor x, int row)
    {
        rows[row] = x;
        return rows;
    }

    [Program]
    public Tensor SetElement([Shape(1)] Tensor x, int row)
    {
        rows[row, ^1] = x.Sum();
        return rows;
    }

    [Program]
    public Tensor AddToColumns([Shape(3, 2)] Tensor x)
    {
        rows[.., 1..3] += x;
        return rows;
    }

    [Program]
    public Tensor Shift([Shape(4)] Tensor x)
    {
        rows[1..] = rows[..^1];
        rows[0] = x;
        return rows;
    }

    [Program]
    public Tensor Either([Shape(4)] Tensor x, bool isSet) => isSet ? SetRow(x, 2) : rows * 2;

    [Program]
    public Tensor Fill([Shape(1)] Tensor x, int start, int end)
    {
        cube[.., start..end, 1] = x;
        return cube;
    }

    [Program]
    public Tensor Twice([Shape(3)] Tensor x, int position)
    {
        cube[0, position] = x;
        cube[1, position] = cube[0, position] * 2;
        return cube[.., position];
    }
}
