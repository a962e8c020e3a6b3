using ModelGen.Generator.Fusion;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Lowering;

/// <summary>
/// A group and its kernel body, in which loads and stores refer to graph nodes; a loop or branch has stored operands instead of a body.
/// </summary>
internal sealed record LoweredGroup(FusionGroup Group, KernelBody? Body, IReadOnlyList<int> Operands)
{
    /// <summary>The nodes that are read from memory.</summary>
    public HashSet<int> Loads { get; } = Body is null
        ? new(Operands)
        : new(LoadsOf(Body).Select(load => load.Node).Concat(OperandsOf(Body).Select(operand => operand.Argument)));

    /// <summary>The numbers of the host that it needs.</summary>
    public IEnumerable<int> HostScalars(Graph graph)
    {
        if (Body is not null)
            return Body.Phases.SelectMany(phase => phase.Program.Instructions).OfType<HostInstruction>().Select(number => number.Node);
        return Group.Members.Select(id => graph[id]).Where(node => node.Kind == OpKind.Branch).Select(node => node.Inputs[0]);
    }

    /// <summary>The nodes whose values are stored, or read back by the host.</summary>
    public HashSet<int> Stores { get; } = Body is null
        ? new(Group.Stores)
        : new(Body.Phases.SelectMany(phase => phase.Stores).Select(store => store.Argument));

    /// <summary>
    /// Whether each element of <paramref name="old"/> is read only at the point that stores the same element of <paramref name="written"/>,
    /// and in no later phase, which would read the new value.
    /// </summary>
    public bool ReadsOnlyWrittenElements(int old, int written)
    {
        if (Body is null) return !Loads.Contains(old);
        var last = Body.Phases.Single(phase => phase.Stores.Any(store => store.Argument == written));
        var stores = last.Stores.Where(store => store.Argument == written).ToList();
        if (stores.Count > 1) return !Loads.Contains(old);
        return OperandsOf(Body).All(operand => operand.Argument != old)
            && LoadsOf(Body).All(load => load.Node != old || (load.Rows is null && load.Index == stores[0].Index))
            && !LoadsAfter(Body, last).Any(load => load.Node == old);
    }

    /// <summary>What the phases after one load.</summary>
    private static IEnumerable<LoadInstruction> LoadsAfter(KernelBody body, Phase phase)
        => body.Phases.Reverse().TakeWhile(later => later != phase).SelectMany(LoadsOf);

    private static IEnumerable<LoadInstruction> LoadsOf(Phase phase) => phase.Program.Instructions.OfType<LoadInstruction>();

    private static IEnumerable<LoadInstruction> LoadsOf(KernelBody body)
        => body.Phases.SelectMany(LoadsOf);

    private static IEnumerable<ProductOperand> OperandsOf(KernelBody body)
        => body is ContractionBody product ? [product.Left, product.Right] : [];
}
