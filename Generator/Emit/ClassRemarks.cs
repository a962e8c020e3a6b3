using System.Security;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;

namespace ModelGen.Generator.Emit;

/// <summary>The documentation of a model's class: its layers, and what their parameters take.</summary>
internal static class ClassRemarks
{
    public static string Write(CompiledModel model, SummaryLayers summary)
    {
        List<string> lines = ["/// <remarks>", "/// <list type=\"bullet\">"];
        lines.AddRange(summary.Layers.Select(layer => $"/// <item>{Layer(layer)}</item>"));
        var states = model.Persistent.Count > model.Parameters.Count ? "; with the optimizer's states" : ";";
        lines.Add("/// </list>");
        lines.Add($"/// <para>{DimText.Grouped(summary.Numbers)} parameters{states} {DimText.Grouped(model.PersistentBytes)} bytes. "
            + $"{DimText.Grouped(summary.MultiplyAdds)} multiply-adds.</para>");
        lines.Add($"/// <para>Kernels: {string.Join(", ", model.Programs.Select(Kernels))}.</para>");
        lines.Add("/// </remarks>");
        return string.Join("\n", lines);
    }

    private static string Layer(SummaryLayer layer)
    {
        var (call, numbers) = (layer.Call, layer.Numbers);
        var parameters = numbers.IsZero ? "" : $", {DimText.Grouped(numbers)} parameters";
        var products = call.MultiplyAdds.IsZero ? "" : $", {DimText.Grouped(call.MultiplyAdds)} multiply-adds";
        return SecurityElement.Escape($"{call.Path}: {call.Module}, {call.Output.Shape}{parameters}{products}");
    }

    private static string Kernels(ModelProgram program) => $"{program.Name} {GraphText.Number(program.Main.Launches.Count())}";
}
