using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace Benchmarks.Kernels;

/// <summary>
/// What one launch of a kernel must do at least. Operations are additions, multiplications and functions of floats, one each, a term of a
/// product two. Bytes are those of the elements that it reads, each once, and of those that it writes.
/// </summary>
/// <param name="Operations">Floating-point operations.</param>
/// <param name="Bytes">Bytes that pass between the kernel and memory or a cache.</param>
internal readonly record struct KernelCost(double Operations, double Bytes)
{
    /// <param name="kernel">What is launched.</param>
    /// <param name="tensors">The type of each of its arguments.</param>
    /// <param name="value">The value of a dimension.</param>
    public static KernelCost Of(Kernel kernel, IReadOnlyList<TensorType> tensors, Func<Dim, double> value)
    {
        var bytes = kernel.Arguments.Select((argument, number) =>
            Touched(kernel, number, Size(tensors[number].Shape), Size) * argument.Type.Size());
        return new(CountOperations(kernel.Body, Size), bytes.Sum());

        double Size(Shape shape) => shape.Dims.Aggregate(1.0, (product, dim) => product * value(dim));
    }

    private static double CountOperations(KernelBody body, Func<Shape, double> size)
    {
        var count = body is ContractionBody product ? 2 * size(product.Space) * size(Shape.Of(product.Inner)) * Counted(product, size) : 0;
        foreach (var phase in body.Phases)
        {
            var places = phase.PerRow && body is LoopNestBody walk ? size(walk.RowShape) : size(body.Space);
            count += places
                * (phase.Reductions.Count
                    + phase.Program.Instructions.OfType<ComputeInstruction>()
                        .Count(instruction => instruction.Type.IsFloat() && instruction.Op != OpKind.Select));
        }

        return count;
    }

    /// <summary>The part of a product's terms that is not left out.</summary>
    private static double Counted(ContractionBody product, Func<Shape, double> size)
    {
        if (product.Triangle == Triangle.None) return 1;
        var rank = product.Space.Rank;
        var rows = size(Shape.Of(product.Space[rank - 2]));
        var others = size(Shape.Of(product.Triangle == Triangle.Result ? product.Space[rank - 1] : product.Inner));
        var counted = Enumerable.Range(0, (int)rows)
            .Sum(row => product.Triangle == Triangle.TermsFromRow ? Math.Max(others - row, 0) : Math.Min(row + 1, others));
        return counted / (rows * others);
    }

    /// <summary>
    /// Elements of an argument that are read, and that are written; places that several indices reach are counted once an index, never more
    /// than there are.
    /// </summary>
    private static double Touched(Kernel kernel, int argument, double elements, Func<Shape, double> size)
    {
        var (space, phases) = (kernel.Body.Space, kernel.Body.Phases);
        var reads = phases.SelectMany(phase => phase.Program.Instructions).OfType<LoadInstruction>().Where(load => load.Node == argument)
            .ToList();
        var read = reads.Where(one => one.Rows is null).Select(one => one.Index).Distinct().Sum(index => size(Reached(index, space)))
            + (reads.Exists(one => one.Rows is not null) ? size(space) : 0);
        if (kernel.Body is ContractionBody product)
        {
            foreach (var operand in new[] { product.Left, product.Right }.Where(operand => operand.Argument == argument))
                read += size(Shape.Of(space.Dims.Take(operand.Batches))) * size(operand.FreeAxes) * size(operand.ContractedAxes);
        }

        var written = phases.SelectMany(phase => phase.Stores).Where(store => store.Argument == argument).ToList();
        return Math.Min(elements, read)
            + (written.Exists(store => store.Scatter is not null)
                ? elements
                : Math.Min(elements, written.Sum(store => size(Reached(store.Index, space)))));
    }

    /// <summary>The axes along which an index moves.</summary>
    private static Shape Reached(AffineIndex index, Shape space)
        => Shape.Of(space.Dims.Where((_, axis) => axis < index.Coefficients.Count && !index.Coefficients[axis].IsZero));
}
