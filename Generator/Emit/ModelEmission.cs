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
        var model = new TargetModel(spec);
        var present = targets.Where(target => target.IsFor(spec.Name))
            .Select(target => (Target: Target.All.Single(one => one.Name == target.Name), target.Settings)).ToList();
        var executors = present.Select(one => one.Target).Where(target => target.HasExecutor).ToList();
        yield return new($"{model.FileName}.g.cs", ModelClass.Write(spec, model.Compile(GraphPasses.ForKernels), executors));
        foreach (var file in present.SelectMany(one => one.Target.Write(model, one.Settings))) yield return file;
    }
}
