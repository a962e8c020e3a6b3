using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Writes contractions: a group of 16 x 16 threads computes a tile, a panel of 16 terms at a time in shared memory, up to 4 x 4 sums a
/// thread in registers. The loops over a thread's sums and some terms are written out, for neither ILGPU nor the drivers' compilers unroll
/// them.
/// </summary>
internal sealed class IlgpuProduct
{
    private const int Unrolled = 4;

    private readonly SourceWriter _writer;
    private readonly IlgpuKernelText _text;
    private readonly ContractionBody _body;
    private readonly int _rank;
    private readonly ElementType _type;
    private readonly IlgpuPanel _left;
    private readonly IlgpuPanel _right;

    public IlgpuProduct(SourceWriter writer, IlgpuKernelText text, ContractionBody body)
    {
        (_writer, _text, _body, _rank, _type) = (writer, text, body, body.Space.Rank, text.Kernel.ProductType(body));
        _left = new(text, _type, "left", "row", "ty", Rows, new(text, body.Left, "left", "row"));
        _right = new(text, _type, "right", "column", "tx", Columns, new(text, body.Right, "right", "column"));
    }

    private int Side => _text.Tiles.Side;

    private int Depth => Side;

    private Dim Rows => _body.Space[_rank - 2];

    private Dim Columns => _body.Space[_rank - 1];

    private Shape Batches => Shape.Of(_body.Space.Dims.Take(_rank - 2));

    public void Launch(string arguments)
    {
        _writer.Line($"long tiles = ({Tiles(DimText.Format(Rows), _left)}) * ({Tiles(DimText.Format(Columns), _right)});");
        _writer.Line($"device.Launch(Run, {(Batches.Size.IsOne ? "tiles" : $"tiles * {DimText.Atom(Batches.Size)}")}, 1, {Text(Side)}, "
            + $"{Text(Side)}, {arguments});");
    }

    private static string Tiles(string count, IlgpuPanel panel) => IntegerDivision.Groups(count, panel.Size);

    public void WriteBody()
    {
        _left.Declare(_writer);
        _right.Declare(_writer);
        DeclareTile();
        DeclareSums();
        using (_writer.Open($"for (long start = 0; start < terms; start += {Text(Depth)})")) Accumulate();
        foreach (var (row, column) in Places)
            _writer.Line($"Finish(arguments, batch, {_left.CoordinateOf(row)}, {_right.CoordinateOf(column)}, {Sum(row, column)});");
    }

    /// <summary>Which tile of which product a group computes.</summary>
    private void DeclareTile()
    {
        _writer.Line($"int tx = Group.IdxX, ty = Group.IdxY, thread = (ty * {Text(Side)}) + tx;");
        _writer.Line($"long rows = {DimText.Format(Rows)}, columns = {DimText.Format(Columns)}, terms = {DimText.Format(_body.Inner)};");
        var tileColumn = IntegerDivision.Remainder("Grid.IdxX", "across");
        var tileRow = IntegerDivision.Remainder(IntegerDivision.Quotient("Grid.IdxX", "across"), "down");
        var batch = IntegerDivision.Quotient("Grid.IdxX", "(across * down)");
        _writer.Line($"long across = {Tiles("columns", _right)}, down = {Tiles("rows", _left)};");
        _writer.Line($"long firstColumn = {tileColumn} * {Text(_right.Size)}, firstRow = {tileRow} * {Text(_left.Size)}, batch = {batch};");
        Coordinates.Declare(_writer, "batch", Batches.Dims.ToList());
        _writer.Line($"long {_left.Operand.Start}, {_right.Operand.Start};");
    }

    /// <summary>Adds what a panel of terms gives.</summary>
    private void Accumulate()
    {
        _left.Fill(_writer);
        _right.Fill(_writer);
        _writer.Line("Group.Barrier();");
        using (_writer.Open($"for (int term = 0; term < {Text(Depth)}; term += {Text(Unrolled)})"))
        {
            for (var step = 0; step < Unrolled; step++) Multiply(step);
        }

        _writer.Line("Group.Barrier();");
    }

    public void Finish()
    {
        _writer.Line("// What is done with each element of the product.");
        using (_writer.Open($"private static void Finish(Arguments arguments, long batch, long row, long "
            + $"column, {_type.Keyword()} {KernelText.Register(0)})"))
        {
            foreach (var (_, name) in _text.Parameters()) _writer.Line($"var {name} = arguments.{name};");
            _writer.Line($"if (row >= {DimText.Format(Rows)} || column >= {DimText.Format(Columns)}) return;");
            Coordinates.Declare(_writer, "batch", Batches.Dims.ToList());
            new IlgpuPhase(_writer, _text, _body.Epilogue, 0, CoordinateNames(), _ => true).Inside();
        }
    }

    private void DeclareSums()
    {
        if (_right.IsWide)
        {
            var sums = Enumerable.Range(0, _left.Sums).Select(row => $"{Sums(row)} = default");
            _writer.Line($"{IlgpuPanel.QuadType(_type)} {string.Join(", ", sums)};");
            return;
        }

        _writer.Line($"{_type.Keyword()} {string.Join(", ", Places.Select(place => $"{Sum(place.Row, place.Column)} = 0"))};");
    }

    /// <summary>The places of a thread's sums.</summary>
    private IEnumerable<(int Row, int Column)> Places
        => Enumerable.Range(0, _left.Sums).SelectMany(row => Enumerable.Range(0, _right.Sums).Select(column => (row, column)));

    private void Multiply(int step)
    {
        _left.Read(_writer, step);
        _right.Read(_writer, step);
        for (var row = 0; row < _left.Sums; row++)
        {
            var left = _left.Value(step, row);
            if (_right.IsWide) Add(IlgpuPanel.QuadType(_type), Sums(row), left, _right.Values(step));
            else
            {
                for (var column = 0; column < _right.Sums; column++)
                    Add(IlgpuKernelText.Math(_type), Sum(row, column), left, _right.Value(step, column));
            }
        }
    }

    private void Add(string math, string sum, string left, string right)
        => _writer.Line($"{sum} = {math}.FusedMultiplyAdd({left}, {right}, {sum});");

    private List<string?> CoordinateNames()
        => Enumerable.Range(0, _rank)
            .Select(axis => axis == _rank - 1 ? "column" : axis == _rank - 2 ? "row" : (string?)Coordinates.Name("batch", axis, _rank - 2))
            .ToList();

    private static string Sums(int row) => "sums" + Text(row);

    private string Sum(int row, int column)
        => _right.IsWide ? $"{Sums(row)}.{IlgpuPanel.LaneName(column)}" : $"sum{Text(row)}{Text(column)}";

    private static string Text(int number) => GraphText.Number(number);
}
