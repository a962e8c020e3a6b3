using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Targets;
using ModelGen.Generator.Targets.Host;

namespace ModelGen.Generator.Emit;

/// <summary>All files of a model.</summary>
internal static class ModelEmission
{
    /// <param name="spec">The model.</param>
    /// <param name="targets">The targets that the compilation can use.</param>
    public static IEnumerable<GeneratedFile> Files(ModelSpec spec, EquatableArray<PresentTarget> targets)
    {
        var wanted = targets.Where(target => target.IsFor(spec.Name)).Select(target => target.Name).ToList();
        var (model, present) = (new TargetModel(spec), Target.All.Where(target => wanted.Contains(target.Name)).ToList());
        yield return new($"{model.FileName}.g.cs",
            ModelClass.Write(spec, model.Compile(GraphPasses.ForKernels), [.. present.Where(target => target.HasExecutor)]));
        foreach (var file in present.SelectMany(target => target.Write(model))) yield return file;
    }
}
