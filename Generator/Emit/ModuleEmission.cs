using ModelGen.Generator.CSharp;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the graphs of modules and of optimizers' rules onto their classes.</summary>
internal static class ModuleEmission
{
    public static GeneratedFile File(ModelSpec spec)
        => GraphAttributeFile.Write(spec.Namespace, spec.ContainingTypes, spec.Name, "ModuleGraph", spec.Graph);

    public static GeneratedFile File(ModuleSourceSpec spec)
        => GraphAttributeFile.Write(spec.Namespace, spec.ContainingTypes, spec.Name, "ModuleSource", spec.Parts);

    public static GeneratedFile File(RuleSpec spec)
        => GraphAttributeFile.Write(spec.Namespace, spec.ContainingTypes, spec.Name, "OptimizerRule", spec.Graph);
}
