using ModelGen.Generator.CSharp;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Targets.Writers;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>
/// Where the elements of a product's operand lie: what a batch adds to the place in memory, and what a place and a step do.
/// </summary>
/// <param name="name">Of the operand: left or right.</param>
/// <param name="place">Of the coordinate of its rows or columns.</param>
internal sealed class IlgpuOperand(IlgpuKernelText text, ProductOperand operand, string name, string place)
{
    private const string Step = "step";

    private readonly IReadOnlyList<string?> _batch = Enumerable.Range(0, operand.Batches)
        .Select(axis => (string?)Coordinates.Name("batch", axis, operand.Batches)).ToList();

    private readonly IReadOnlyList<string?> _within =
    [
        .. Enumerable.Range(0, operand.FreeAxes.Rank).Select(axis => Coordinates.Name(place, axis, operand.FreeAxes.Rank)),
        .. Enumerable.Range(0, operand.ContractedAxes.Rank).Select(axis => Coordinates.Name(Step, axis, operand.ContractedAxes.Rank)),
    ];

    /// <summary>Whether neighbours in memory follow each other along the steps.</summary>
    public bool IsTermNeighbour => operand.ContractedStride.IsOne;

    /// <summary>A declarator of where a batch starts.</summary>
    public string Start => $"{name}Start = {DimText.Format(operand.Index, [.. _batch, .. _within.Select(_ => (string?)null)])}";

    /// <summary>The element at a place and a step.</summary>
    public string Element
        => $"{text.Argument(operand.Argument)}[{name}Start + "
            + $"{DimText.Format(operand.Index with { Offset = 0 }, [.. _batch.Select(_ => (string?)null), .. _within])}]";

    /// <summary>The further conditions for there being one.</summary>
    public string Within => string.Concat(operand.Within.Select(bounds =>
    {
        var index = DimText.Format(bounds.Index, [.. _batch, .. _within]);
        return $" && {index} >= 0 && {index} < {DimText.Format(bounds.Extent)}";
    }));

    /// <summary>Declares the coordinates that place and step stand for.</summary>
    public void Declare(SourceWriter writer)
    {
        Coordinates.Declare(writer, place, operand.FreeAxes.Dims.ToList());
        Coordinates.Declare(writer, Step, operand.ContractedAxes.Dims.ToList());
    }
}
