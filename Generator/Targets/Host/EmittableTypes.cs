using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Host;

/// <summary>
/// What element types kernels and the runtime have as yet, asked once for all targets before any of them writes: no half precision, and one
/// type for all losses.
/// </summary>
internal static class EmittableTypes
{
    /// <exception cref="NotSupportedException">The model has values of other types; the message names them.</exception>
    public static CompiledModel Check(CompiledModel model)
        => Fault(model) is { } fault ? throw new NotSupportedException($"{model.Name}: {fault}") : model;

    private static string? Fault(CompiledModel model)
    {
        foreach (var (name, type) in Values(model))
        {
            if (type is ElementType.Float16 or ElementType.BFloat16)
                return $"{name} has values of {type.Name()}, in which no target computes yet";
        }

        return model.LossTypes.Count() > 1
            ? $"losses and norms of gradients are of {Names(model.LossTypes)}, but the runtime reads them in one float type"
            : null;
    }

    /// <summary>Everything for which host code or a kernel names a type.</summary>
    private static IEnumerable<(string Name, ElementType Type)> Values(CompiledModel model)
    {
        var blocks = model.Programs.SelectMany(program => program.Main.All).ToList();
        return Buffers(model, blocks)
            .Concat(Inputs(model))
            .Concat(blocks.SelectMany(block => block.HostNodes).Select(node => (GraphPrinter.Node(node), node.Type.Element)))
            .Concat(model.Kernels.SelectMany(kernel => kernel.Floats.Select(type => ("the kernel " + kernel.Name, type))));
    }

    private static IEnumerable<(string Name, ElementType Type)> Inputs(CompiledModel model)
        => model.Programs.SelectMany(program => program.Inputs).Select(input => (input.Name, input.Type.Element));

    private static IEnumerable<(string Name, ElementType Type)> Buffers(CompiledModel model, List<ProgramBlock> blocks)
        => model.Persistent.Concat(blocks.SelectMany(block => block.Buffers)).Select(buffer => (buffer.Name, buffer.Type.Element));

    private static string Names(IEnumerable<ElementType> types) => string.Join(" and ", types.Select(ElementTypes.Name));
}
