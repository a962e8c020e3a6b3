using ModelGen.Generator.CSharp;
using ModelGen.Generator.Indexing;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>
/// Declares an operand of a product: a matrix by its strides, or a table of axes and bounds by which the runtime finds its elements.
/// </summary>
/// <param name="name">Of the variable: left or right.</param>
/// <param name="line">What the operand has one for each place of: row or column.</param>
/// <param name="batches">The sizes of the batch axes.</param>
internal sealed class SimdOperand(SourceWriter writer, SimdKernelText text, ProductOperand operand, string name, string line,
    IReadOnlyList<Dim> batches)
{
    private readonly ImageForm? _image = line == Columns ? ImageForm.Match(operand) : null;

    /// <summary>The line of the right operand, whose windows may slide over images.</summary>
    public const string Columns = "column";

    /// <summary>The type of the variable.</summary>
    public string Type => $"{(operand.IsMatrix ? "Strided" : _image is null ? "Affine" : "Image")}Operand<{Element}>";

    private string Element => text.Kernel.Arguments[operand.Argument].Type.Keyword();

    private string Data => $"{text.Argument(operand.Argument)} + {DimText.Format(operand.Index.Offset)}";

    private IReadOnlyList<Dim> BatchStrides => operand.Index.Coefficients.Take(batches.Count).ToList();

    public void Declare()
    {
        if (operand.IsMatrix) Matrix();
        else Table();
    }

    private void Matrix()
    {
        var steps = BatchSteps();
        writer.Line($"var {name} = new {Type}({Data}, {DimText.Format(operand.FreeStride)}, {DimText.Format(operand.ContractedStride)}, "
            + $"{steps});");
    }

    /// <summary>The step in memory from matrix to matrix, or a table of steps, which is declared.</summary>
    private string BatchSteps()
    {
        if (batches.Count <= 1) return batches.Count == 0 ? "0" : DimText.Format(BatchStrides[0]);
        Write("Batches", [batches, BatchStrides]);
        return $"new BatchSteps({GraphText.Number(batches.Count)}, {name}Batches, {name}Batches + {GraphText.Number(batches.Count)})";
    }

    private void Table()
    {
        writer.Line($"// The axes of {Described()}: their sizes, their steps in "
            + $"memory{(operand.Within.Count > 0 ? ", their steps for each of the bounds" : "")}.");
        Write("Axes", operand.Indices.Select(index => (IEnumerable<Dim>)index.Coefficients)
            .Prepend([.. batches, .. operand.FreeAxes.Dims, .. operand.ContractedAxes.Dims]));
        var limits = Limits();
        var table = $"{Data}, {Counts}, {name}Axes, {limits}";
        if (_image is { } image) Images(image, table);
        else writer.Line($"var {name} = new {Type}({table});");
    }

    /// <summary>How many axes of each kind there are.</summary>
    private string Counts
        => string.Join(", ", new[] { batches.Count, operand.FreeAxes.Rank, operand.ContractedAxes.Rank }.Select(GraphText.Number));

    /// <summary>What the operand has axes for.</summary>
    private string Described()
    {
        var counts = new (int Count, string Of)[]
        {
            (batches.Count, "a batch"), (operand.FreeAxes.Rank, $"a {line}"), (operand.ContractedAxes.Rank, "a term"),
        };
        return string.Join(", ", counts.Where(part => part.Count > 0).Select(part => $"{part.Of} ({GraphText.Number(part.Count)})"));
    }

    /// <summary>Declares the bounds, where there are any; gives how many there are, and where.</summary>
    private string Limits()
    {
        if (operand.Within.Count == 0) return "0, null";
        writer.Line($"// The first index and the extent of each of the bounds.");
        Write("Bounds", operand.Within.Select(bounds => new[] { bounds.Index.Offset, bounds.Extent }));
        return $"{GraphText.Number(operand.Within.Count)}, {name}Bounds";
    }

    private void Images(ImageForm image, string table)
    {
        writer.Line("// Windows slide over images: elements from row to row, rows, the first window's row, columns, its column; the "
            + "steps in rows, the steps in columns.");
        Write("Image", [[image.RowStride, image.Rows, image.FirstRow, image.Columns, image.FirstColumn], image.RowSteps,
            image.ColumnSteps]);
        writer.Line($"var {name} = new {Type}(new AffineOperand<{Element}>({table}), {name}Image, slidesAlongTerms: "
            + $"{(image.SlidesAlongContracted ? "true" : "false")});");
    }

    /// <summary>
    /// A table, number by number: C# makes a span of constants that stand in braces, for which code that is not optimised, as in a Debug
    /// build, allocates.
    /// </summary>
    private void Write(string table, IEnumerable<IEnumerable<Dim>> rows)
    {
        var lines = rows.Select(row => row.ToList()).ToList();
        writer.Line($"var {name}{table} = stackalloc long[{GraphText.Number(lines.Sum(line => line.Count))}];");
        var place = 0;
        foreach (var line in lines.Where(line => line.Count > 0))
            writer.Line(string.Join(" ", line.Select(dim => $"{name}{table}[{GraphText.Number(place++)}] = {DimText.Format(dim)};")));
    }
}
