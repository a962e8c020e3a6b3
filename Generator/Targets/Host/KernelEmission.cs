using ModelGen.Generator.CSharp;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;

namespace ModelGen.Generator.Targets.Host;

/// <summary>How a target's kernels are made.</summary>
/// <param name="Passes">What shapes the canonical graphs for them.</param>
/// <param name="Emit">A kernel, in a namespace, as text.</param>
internal sealed record KernelEmission(IReadOnlyList<GraphPass> Passes, Func<Kernel, string, string> Emit)
{
    /// <summary>The executor, each kernel, and what the dialect adds.</summary>
    public IEnumerable<GeneratedFile> Files(TargetModel model, ExecutorDialect dialect)
    {
        var compiled = model.Compile(Passes);
        var (name, space) = ($"{model.FileName}.{dialect.Suffix}", $"{model.Space}.{dialect.Suffix}");
        yield return new($"{name}.g.cs",
            ExecutorClass.Write(model.Space, model.Spec.Name + dialect.Suffix, dialect.Suffix, compiled, model.Spec.Slots, dialect));
        foreach (var kernel in compiled.Kernels) yield return new($"{name}.{kernel.Name}.g.cs", Emit(kernel, space));
        if (dialect.Registration(model.Space) is { } registration) yield return new($"{name}.Devices.g.cs", registration);
    }
}
