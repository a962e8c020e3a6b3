using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the member that tells the graph and the kernels of a model.</summary>
internal static class PlanMember
{
    public static void Write(SourceWriter writer, ModelSpec spec, CompiledModel model)
    {
        writer.Line().Line("/// <summary>The graph that the class declares, and the kernels that it became.</summary>");
        writer.Line($"public static {ModelPlan} Plan => new(");
        RawLiteral.Write(writer, GraphPrinter.Print(spec.Graph), ",");
        writer.Line("    [");
        foreach (var program in model.Programs)
        {
            foreach (var kernel in program.Main.Launches.Select(launch => model.Kernels[launch.Kernel]))
                writer.Line($"        new(\"{program.Kind}\", \"{kernel.Name}\", \"{string.Join(" ", kernel.OperationNames)}\"),");
        }

        writer.Line("    ]);");
    }
}
