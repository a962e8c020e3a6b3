using ModelGen.Generator.Emit;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Backends.Simd;

/// <summary>Declares an operand of a product: a matrix by its strides, or a table of axes and bounds by which the runtime finds its elements.</summary>
/// <param name="name">Of the variable: left or right.</param>
/// <param name="line">What the operand has one for each place of: row or column.</param>
/// <param name="batches">The sizes of the batch axes.</param>
internal sealed class SimdOperand(SourceWriter writer, SimdKernelText text, ProductOperand operand, string name, string line, IReadOnlyList<Dim> batches)
{
    private readonly ImageForm? _image = line == Columns ? ImageForm.Of(operand) : null;

    /// <summary>The line of the right operand, whose windows may slide over images.</summary>
    public const string Columns = "column";

    /// <summary>The type of the variable.</summary>
    public string Type => $"{(operand.IsMatrix ? "Strided" : _image is null ? "Affine" : "Image")}Operand<{text.Float}>";

    private string Data => $"{text.Argument(operand.Argument)} + {DimText.Of(operand.Index.Offset)}";

    private IReadOnlyList<Dim> BatchStrides => operand.Index.Coefficients.Take(batches.Count).ToList();

    public void Declare()
    {
        if (operand.IsMatrix) Matrix();
        else Table();
    }

    private void Matrix()
    {
        var steps = batches.Count == 0 ? "0" : DimText.Of(BatchStrides[0]);
        if (batches.Count > 1)
        {
            writer.Line($"var {name}Batches = stackalloc long[] {{ {List(batches)}, {List(BatchStrides)} }};");
            steps = $"new BatchSteps({GraphText.Number(batches.Count)}, {name}Batches, {name}Batches + {GraphText.Number(batches.Count)})";
        }

        writer.Line($"var {name} = new {Type}({Data}, {DimText.Of(operand.PlaceStride)}, {DimText.Of(operand.TermStride)}, {steps});");
    }

    private void Table()
    {
        var counts = new (int Count, string Of)[] { (batches.Count, "a batch"), (operand.Places.Rank, $"a {line}"), (operand.Terms.Rank, "a term") }.Where(part => part.Count > 0).ToList();
        writer.Line($"// The axes of {string.Join(", ", counts.Select(part => $"{part.Of} ({GraphText.Number(part.Count)})"))}: their sizes, their steps in memory{(operand.Within.Count > 0 ? ", their steps for each of the bounds" : "")}.");
        using (writer.Open($"var {name}Axes = stackalloc long[]", close: "};"))
        {
            foreach (var row in operand.Indices.Select(index => (IEnumerable<Dim>)index.Coefficients).Prepend([.. batches, .. operand.Places.Dims, .. operand.Terms.Dims])) writer.Line(List(row) + ",");
        }

        var limits = "0, null";
        if (operand.Within.Count > 0)
        {
            limits = $"{GraphText.Number(operand.Within.Count)}, {name}Bounds";
            writer.Line($"// The first index and the extent of each of the bounds.");
            writer.Line($"var {name}Bounds = stackalloc long[] {{ {string.Join(", ", operand.Within.Select(bounds => List([bounds.Index.Offset, bounds.Extent])))} }};");
        }

        var table = $"{Data}, {string.Join(", ", new[] { batches.Count, operand.Places.Rank, operand.Terms.Rank }.Select(GraphText.Number))}, {name}Axes, {limits}";
        if (_image is not { } image)
        {
            writer.Line($"var {name} = new {Type}({table});");
            return;
        }

        writer.Line("// Windows slide over images: elements from row to row, rows, the first window's row, columns, its column; the steps in rows, the steps in columns.");
        writer.Line($"var {name}Image = stackalloc long[] {{ {List([image.RowStride, image.Rows, image.FirstRow, image.Columns, image.FirstColumn, .. image.RowSteps, .. image.ColumnSteps])} }};");
        writer.Line($"var {name} = new {Type}(new AffineOperand<{text.Float}>({table}), {name}Image, slidesAlongTerms: {(image.SlidesAlongTerms ? "true" : "false")});");
    }

    private static string List(IEnumerable<Dim> dims) => string.Join(", ", dims.Select(DimText.Of));
}
