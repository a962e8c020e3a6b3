using ModelGen.Generator.CSharp;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Targets.Card;
using ModelGen.Generator.Targets.Dump;
using ModelGen.Generator.Targets.Host;
using ModelGen.Generator.Targets.Ilgpu;
using ModelGen.Generator.Targets.Simd;

namespace ModelGen.Generator.Targets;

/// <summary>
/// What a model's programs become: kernels and host code for one kind of device, or any other text. A target is a row of
/// <see cref="All"/>; nothing else knows how many there are.
/// </summary>
/// <param name="Name">Ends the names of its files, and of its executor where it has one.</param>
/// <param name="HasExecutor">Whether it computes: a model is created for its devices.</param>
/// <param name="Write">Its files for a model, by the value of its settings.</param>
internal sealed record Target(string Name, bool HasExecutor, Func<TargetModel, string, IEnumerable<GeneratedFile>> Write)
{
    /// <summary>The runtime type whose presence in a compilation shows that the target can be used; null: it always can.</summary>
    public string? RuntimeType { get; init; }

    /// <summary>
    /// The MSBuild property whose value names the models for which the target is wanted, separated by semicolons, or * for all; null: it is
    /// wanted for every model.
    /// </summary>
    public string? Property { get; init; }

    /// <summary>The MSBuild property that has the target's settings; null: it has none.</summary>
    public string? Settings { get; init; }

    /// <summary>The targets, in the order of their files.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        OfKernels(new CpuExecutorDialect(), new(GraphPasses.ForKernels, SimdBackend.Emit)),
        OfKernels(new GpuExecutorDialect(), new(GraphPasses.ForKernels, IlgpuBackend.Emit)) with
        {
            RuntimeType = "ModelGen.Gpu.IlgpuExecutor",
        },
        new(DumpFiles.Name, false, (model, _) => DumpFiles.Write(model)) { Property = "ModelGenDump" },
        new(CardFile.Name, false, CardFile.Write) { Property = "ModelGenCardModels", Settings = "ModelGenCardSizes" },
    ];

    /// <summary>A target that fuses a model's graphs into kernels, which host code launches.</summary>
    /// <param name="dialect">Its host code.</param>
    /// <param name="kernels">Its passes and its kernels' text.</param>
    private static Target OfKernels(ExecutorDialect dialect, KernelEmission kernels)
        => new(dialect.Suffix, true, (model, _) => kernels.Files(model, dialect));
}
