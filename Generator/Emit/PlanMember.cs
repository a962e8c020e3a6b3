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
        RawLiteral.Write(writer, string.Join("\n", spec.Methods.Where(method => method.Graph.Outputs.Count > 0).Select(Text)), ",");
        writer.Line("    [");
        foreach (var program in model.Programs)
        {
            foreach (var kernel in program.Main.Launches.Select(launch => model.Kernels[launch.Kernel]))
                writer.Line($"        new(\"{program.Name}\", \"{kernel.Name}\", \"{string.Join(" ", kernel.OperationNames)}\"),");
        }

        writer.Line("    ]);");
    }

    private static string Text(ProgramSpec method) => GraphPrinter.Print(method.Graph);
}
