using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Backends.Ilgpu;

/// <summary>
/// Writes contractions: a group of 16 x 16 threads computes a tile, a panel of 16 terms at a time in shared memory, up to 4 x 4 sums a thread
/// in registers. A thread's rows and columns lie 16 apart, so that neighbours read neighbouring banks and write neighbouring elements. The
/// loops over a thread's sums and some terms are written out, for neither ILGPU nor the drivers' compilers unroll them.
/// </summary>
internal sealed class IlgpuProduct(SourceWriter writer, IlgpuKernelText text, ContractionBody body)
{
    private const int Side = 16;

    private const int Depth = 16;

    private const int Unrolled = 4;

    private readonly int _rank = body.Space.Rank;
    private readonly int _rowSums = Sums(body.Space[body.Space.Rank - 2]);
    private readonly int _columnSums = Sums(body.Space[body.Space.Rank - 1]);

    private Dim Rows => body.Space[_rank - 2];

    private Dim Columns => body.Space[_rank - 1];

    private Shape Batches => Shape.Of(body.Space.Dims.Take(_rank - 2));

    public void Launch(string arguments)
    {
        writer.Line($"long tiles = (({DimText.Of(Rows)} + {Text(TileRows - 1)}) / {Text(TileRows)}) * (({DimText.Of(Columns)} + {Text(TileColumns - 1)}) / {Text(TileColumns)});");
        writer.Line($"device.Launch(Run, {(Batches.Size.IsOne ? "tiles" : $"tiles * {DimText.Atom(Batches.Size)}")}, 1, {Text(Side)}, {Text(Side)}, {arguments});");
    }

    public void Run()
    {
        writer.Line($"var left = SharedMemory.Allocate<{text.Float}>({Text(Depth * (TileRows + 1))});");
        writer.Line($"var right = SharedMemory.Allocate<{text.Float}>({Text(Depth * (TileColumns + 1))});");
        writer.Line($"int tx = Group.IdxX, ty = Group.IdxY, thread = (ty * {Text(Side)}) + tx;");
        writer.Line($"long rows = {DimText.Of(Rows)}, columns = {DimText.Of(Columns)}, terms = {DimText.Of(body.Inner)};");
        writer.Line($"long across = (columns + {Text(TileColumns - 1)}) / {Text(TileColumns)}, down = (rows + {Text(TileRows - 1)}) / {Text(TileRows)};");
        writer.Line($"long firstColumn = Grid.IdxX % across * {Text(TileColumns)}, firstRow = Grid.IdxX / across % down * {Text(TileRows)}, batch = Grid.IdxX / (across * down);");
        Coordinates.Declare(writer, "batch", Batches.Dims.ToList());
        writer.Line($"long leftStart = {DimText.Of(body.Left.Start, Places())}, rightStart = {DimText.Of(body.Right.Start, Places())};");
        for (var row = 0; row < _rowSums; row++)
            writer.Line($"{text.Float} {string.Join(", ", Enumerable.Range(0, _columnSums).Select(column => $"{Sum(row, column)} = 0"))};");
        using (writer.Open($"for (long start = 0; start < terms; start += {Text(Depth)})"))
        {
            Fill("left", body.Left.Argument, "leftStart", "row", TileRows, _rowSums, body.Left.RowStride, body.Left.ColumnStride);
            Fill("right", body.Right.Argument, "rightStart", "column", TileColumns, _columnSums, body.Right.ColumnStride, body.Right.RowStride);
            writer.Line("Group.Barrier();");
            using (writer.Open($"for (int term = 0; term < {Text(Depth)}; term += {Text(Unrolled)})"))
            {
                for (var step = 0; step < Unrolled; step++) Multiply(step);
            }

            writer.Line("Group.Barrier();");
        }

        foreach (var (row, column) in Enumerable.Range(0, _rowSums).SelectMany(row => Enumerable.Range(0, _columnSums).Select(column => (row, column))))
            writer.Line($"Finish(arguments, batch, firstRow + ty{Offset(row)}, firstColumn + tx{Offset(column)}, {Sum(row, column)});");
    }

    public void Finish()
    {
        writer.Line("// What is done with each element of the product.");
        using (writer.Open($"private static void Finish(Arguments arguments, long batch, long row, long column, {text.Float} {KernelText.Register(0)})"))
        {
            foreach (var (_, name) in text.Parameters()) writer.Line($"var {name} = arguments.{name};");
            writer.Line($"if (row >= {DimText.Of(Rows)} || column >= {DimText.Of(Columns)}) return;");
            Coordinates.Declare(writer, "batch", Batches.Dims.ToList());
            new IlgpuPhase(writer, text, body.Epilogue, 0, Places(), _ => true).Inside();
        }
    }

    private int TileRows => Side * _rowSums;

    private int TileColumns => Side * _columnSums;

    /// <summary>
    /// Copies a panel to shared memory, 0 beyond the edges. Neighbouring threads read along the axis whose elements are neighbours.
    /// </summary>
    private void Fill(string panel, int argument, string start, string place, int size, int rounds, Dim stride, Dim termStride)
    {
        var (first, end) = place == "row" ? ("firstRow", "rows") : ("firstColumn", "columns");
        for (var round = 0; round < rounds; round++)
        {
            var part = round == 0 ? "thread" : $"(thread + {Text(round * Side * Side)})";
            var (at, term) = termStride.IsOne ? ($"{part} / {Text(Depth)}", $"{part} % {Text(Depth)}") : ($"{part} % {Text(size)}", $"{part} / {Text(size)}");
            using (writer.Open(""))
            {
                writer.Line($"int at = {at}, term = {term};");
                writer.Line($"long {place} = {first} + at, step = start + term;");
                var element = $"{text.Argument(argument)}[{start} + {Times(place, stride)} + {Times("step", termStride)}]";
                writer.Line($"{panel}[(term * {Text(size + 1)}) + at] = {place} < {end} && step < terms ? {element} : 0;");
            }
        }
    }

    private void Multiply(int step)
    {
        var term = step == 0 ? "term" : $"(term + {Text(step)})";
        var left = Enumerable.Range(0, _rowSums).Select(row => $"l{Text(step)}{Text(row)} = left[({term} * {Text(TileRows + 1)}) + ty{Offset(row)}]");
        var right = Enumerable.Range(0, _columnSums).Select(column => $"r{Text(step)}{Text(column)} = right[({term} * {Text(TileColumns + 1)}) + tx{Offset(column)}]");
        writer.Line($"{text.Float} {string.Join(", ", left)};").Line($"{text.Float} {string.Join(", ", right)};");
        for (var row = 0; row < _rowSums; row++)
        {
            for (var column = 0; column < _columnSums; column++)
                writer.Line($"{Sum(row, column)} = {text.Math}.FusedMultiplyAdd(l{Text(step)}{Text(row)}, r{Text(step)}{Text(column)}, {Sum(row, column)});");
        }
    }

    private List<string?> Places()
        => Enumerable.Range(0, _rank).Select(axis => axis == _rank - 1 ? "column" : axis == _rank - 2 ? "row" : (string?)Coordinates.Name("batch", axis, _rank - 2)).ToList();

    /// <summary>Sums of a thread along an axis: fewer where the axis is known to be short.</summary>
    private static int Sums(Dim size) => size.Constant <= Side ? 1 : size.Constant <= 2 * Side ? 2 : 4;

    private static string Times(string index, Dim stride) => stride.IsOne ? index : $"({index} * {DimText.Atom(stride)})";

    private static string Offset(int number) => number == 0 ? "" : $" + {Text(number * Side)}";

    private static string Sum(int row, int column) => $"c{Text(row)}{Text(column)}";

    private static string Text(int number) => GraphText.Number(number);
}
