using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.Kernels;

/// <summary>Rewrites all indices of a kernel's parts alike.</summary>
internal static class IndexMap
{
    public static Phase Map(Phase phase, Func<AffineIndex, AffineIndex> map) => phase with
    {
        Program = phase.Program with
        {
            Instructions = phase.Program.Instructions.Select(instruction => Map(instruction, map)).ToEquatableArray()
        },
        Stores = phase.Stores.Select(store => store with { Index = map(store.Index) }).ToEquatableArray(),
    };

    public static ProductOperand Map(ProductOperand operand, Func<AffineIndex, AffineIndex> map) => operand with
    {
        Index = map(operand.Index),
        Within = operand.Within.Select(bounds => Map(bounds, map)).ToEquatableArray(),
        Certain = operand.Certain.Select(bounds => Map(bounds, map)).ToEquatableArray(),
    };

    public static IEnumerable<AffineIndex> Indices(Phase phase)
        => phase.Program.Instructions.SelectMany(Indices).Concat(phase.Stores.Select(store => store.Index));

    private static Bounds Map(Bounds bounds, Func<AffineIndex, AffineIndex> map) => bounds with { Index = map(bounds.Index) };

    private static ScalarInstruction Map(ScalarInstruction instruction, Func<AffineIndex, AffineIndex> map) => instruction switch
    {
        LoadInstruction load => load with
        {
            Index = map(load.Index),
            Within = load.Within.Select(bounds => Map(bounds, map)).ToEquatableArray()
        },
        IndexInstruction index => new IndexInstruction(map(index.Index)),
        RandomInstruction random => random with { Index = map(random.Index) },
        BoundsInstruction bounds => new BoundsInstruction(Map(bounds.Bounds, map)),
        _ => instruction,
    };

    private static IEnumerable<AffineIndex> Indices(ScalarInstruction instruction) => instruction switch
    {
        LoadInstruction load => load.Within.Select(bounds => bounds.Index).Prepend(load.Index),
        IndexInstruction index => [index.Index],
        RandomInstruction random => [random.Index],
        BoundsInstruction bounds => [bounds.Bounds.Index],
        _ => [],
    };
}
