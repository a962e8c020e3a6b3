using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>A group and its body, in which loads and stores name nodes of the graph.</summary>
internal sealed record LoweredGroup(FusionGroup Group, KernelBody Body)
{
    /// <summary>The nodes that are read from memory.</summary>
    public HashSet<int> Loads { get; } = new(LoadsOf(Body).Select(load => load.Node).Concat(Operands(Body).Select(operand => operand.Argument)));

    /// <summary>The nodes that are written to memory.</summary>
    public HashSet<int> Stores { get; } = new(Body.Phases.SelectMany(phase => phase.Stores).Select(store => store.Argument));

    /// <summary>Whether each element of <paramref name="old"/> is read at the place alone where <paramref name="written"/> is stored.</summary>
    public bool ReadsOnlyWhereItWrites(int old, int written)
    {
        var stored = Body.Phases.SelectMany(phase => phase.Stores).Single(store => store.Argument == written).Index;
        return Operands(Body).All(operand => operand.Argument != old) && LoadsOf(Body).All(load => load.Node != old || (load is LoadInstruction && load.Index == stored));
    }

    private static IEnumerable<ReadInstruction> LoadsOf(KernelBody body)
        => body.Phases.SelectMany(phase => phase.Program.Instructions).OfType<ReadInstruction>();

    private static IEnumerable<MatrixOperand> Operands(KernelBody body) => body is ContractionBody product ? [product.Left, product.Right] : [];
}
