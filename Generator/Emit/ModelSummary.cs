using System.Globalization;
using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Emit;

/// <summary>The header of a model: its parameters, memory and kernels.</summary>
internal static class ModelSummary
{
    public static string Of(CompiledModel model)
    {
        var lines = new List<string> { "/// <remarks>", "/// <para>Parameters:</para>", "/// <list type=\"bullet\">" };
        foreach (var parameter in model.Parameters) lines.Add($"/// <item>{parameter.Name} {parameter.Type.Shape}: {Count(parameter.Type.Shape.Size)} numbers</item>");
        lines.Add("/// </list>");
        lines.Add($"/// <para>{Count(model.Parameters.Aggregate(Dim.Zero, (sum, parameter) => sum + parameter.Type.Shape.Size))} parameters; with the optimizer's states {Count(model.PersistentBytes)} bytes.</para>");
        foreach (var program in model.Programs)
            lines.Add($"/// <para>{program.Kind}: {program.Main.Launches.Count().ToString(CultureInfo.InvariantCulture)} kernels, {Count(program.ArenaBytes)} bytes for what lies between them.</para>");
        lines.Add("/// </remarks>");
        return string.Join("\n", lines);
    }

    private static string Count(Dim dim) => dim.Constant is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : Backends.DimText.Of(dim);
}
