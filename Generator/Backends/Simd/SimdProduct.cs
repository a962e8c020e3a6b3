using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>
/// Writes contractions: the runtime's packed product, and an epilogue that finishes each block of the result while it is in the cache.
/// The last batch axis is a loop of the product; others are loops around it.
/// </summary>
internal sealed class SimdProduct(SourceWriter writer, SimdKernelText text, ContractionBody body)
{
    private readonly int _rank = body.Space.Rank;

    /// <summary>How many batch axes are walked by the launch itself.</summary>
    private int Outer => Math.Max(_rank - 3, 0);

    private Dim Batches => _rank > 2 ? body.Space[_rank - 3] : Dim.One;

    public void Launch()
    {
        var blocks = new Stack<SourceWriter.Block>();
        for (var axis = 0; axis < Outer; axis++)
            blocks.Push(writer.Open($"for (long {Axis(axis)} = 0; {Axis(axis)} < {DimText.Of(body.Space[axis])}; {Axis(axis)}++)"));
        var places = Enumerable.Range(0, Outer).Select(Axis);
        writer.Line($"var left = {Matrix(body.Left)};");
        writer.Line($"var right = {Matrix(body.Right)};");
        writer.Line($"var epilogue = new Epilogue({string.Join(", ", Used().Select(parameter => parameter.Name).Concat(places))});");
        writer.Line($"Gemm.Run(pool, left, right, {DimText.Of(body.Space[_rank - 2])}, {DimText.Of(body.Space[_rank - 1])}, {DimText.Of(body.Inner)}, {DimText.Of(Batches)}, epilogue);");
        while (blocks.Count > 0) blocks.Pop().Dispose();
    }

    public void Epilogue()
    {
        var parameters = Used().Select(parameter => $"{parameter.Type} {parameter.Name}").Concat(Enumerable.Range(0, Outer).Select(axis => "long " + Axis(axis)));
        writer.Line("/// <summary>What is done with the product while it is in the cache.</summary>");
        using (writer.Open($"private readonly struct Epilogue({string.Join(", ", parameters)}) : IGemmEpilogue<{text.Float}>"))
        using (writer.Open($"{SimdBackend.AtOnce}\npublic void Apply({text.Float}* tile, int tileStride, int batch, int firstRow, int firstColumn, int rows, int columns)"))
        using (writer.Open("for (var i = 0; i < rows; i++)"))
        {
            writer.Line("long row = firstRow + i;");
            var phase = new SimdPhase(writer, text, body.Epilogue, 0, Places(), _rank - 1, "count", axis => axis == _rank - 1);
            phase.Outside();
            using (writer.Open($"for (var j = 0; j < columns; j += {text.FloatLanes}.Count)"))
            {
                writer.Line($"var count = Math.Min(columns - j, {text.FloatLanes}.Count);");
                writer.Line("long column = firstColumn + j;");
                writer.Line($"var {KernelText.Register(0)} = Vector.Load(tile + ((long)i * tileStride) + j);");
                phase.Inside();
            }
        }
    }

    /// <summary>What of the launch's parameters the epilogue mentions.</summary>
    private IEnumerable<(string Type, string Name)> Used()
    {
        var instructions = body.Epilogue.Program.Instructions;
        var tensors = instructions.OfType<ReadInstruction>().Select(load => load.Node).Concat(body.Epilogue.Stores.Select(store => store.Argument)).Select(text.Argument);
        var scalars = instructions.OfType<HostInstruction>().Select(host => KernelText.Scalar(host.Node));
        var symbols = body.Epilogue.Dims.SelectMany(dim => dim.Symbols).Select(Identifiers.Symbol);
        var names = new HashSet<string>(tensors.Concat(scalars).Concat(symbols));
        return text.Parameters().Where(parameter => names.Contains(parameter.Name));
    }

    private string Matrix(MatrixOperand operand)
    {
        var places = Enumerable.Range(0, _rank).Select(axis => axis < Outer ? Axis(axis) : null).ToList();
        var batch = _rank > 2 ? operand.Start.Coefficients[_rank - 3] : Dim.Zero;
        return $"new MatrixView<{text.Float}>({text.Argument(operand.Argument)} + {DimText.Of(operand.Start, places)}, {DimText.Of(operand.RowStride)}, {DimText.Of(operand.ColumnStride)}, {DimText.Of(batch)})";
    }

    private List<string?> Places()
        => Enumerable.Range(0, _rank).Select(axis => axis == _rank - 1 ? "column" : axis == _rank - 2 ? "row" : axis == _rank - 3 ? "batch" : (string?)Axis(axis)).ToList();

    private static string Axis(int axis) => "batch" + GraphText.Number(axis);
}
