using System.Globalization;
using System.Security;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

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
        lines.Add($"/// <para>{Count(summary.Numbers)} parameters{states} {Count(model.PersistentBytes)} bytes. "
            + $"{Count(summary.MultiplyAdds)} multiply-adds.</para>");
        lines.Add($"/// <para>Kernels: {string.Join(", ", model.Programs.Select(Kernels))}.</para>");
        lines.Add("/// </remarks>");
        return string.Join("\n", lines);
    }

    private static string Layer(SummaryLayer layer)
    {
        var (call, numbers) = (layer.Call, layer.Numbers);
        var parameters = numbers.IsZero ? "" : $", {Count(numbers)} parameters";
        var products = call.MultiplyAdds.IsZero ? "" : $", {Count(call.MultiplyAdds)} multiply-adds";
        return SecurityElement.Escape($"{call.Path}: {call.Module}, {call.Output.Shape}{parameters}{products}");
    }

    private static string Kernels(ModelProgram program) => $"{program.Name} {GraphText.Number(program.Main.Launches.Count())}";

    /// <summary>A number with commas, or a term in the symbols.</summary>
    public static string Count(Dim dim)
        => dim.Constant is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : dim.ToString();
}
