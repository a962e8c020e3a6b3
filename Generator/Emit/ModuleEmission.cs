using ModelGen.Generator.IR;
using ModelGen.Generator.Models;

namespace ModelGen.Generator.Emit;

/// <summary>Writes a module's graph, as text, onto its class, so that other compilations can inline it.</summary>
internal static class ModuleEmission
{
    public static GeneratedFile File(ModelSpec spec)
    {
        var writer = new SourceWriter();
        writer.Line(GeneratedFile.Header);
        if (spec.Namespace.Length > 0) writer.Line($"namespace {spec.Namespace};").Line();
        var outer = spec.ContainingTypes.Select(head => writer.Open(head)).ToList();
        var graph = GraphPrinter.Print(spec.Graph);
        writer.Line($"[global::ModelGen.ModuleGraph({GraphText.Number(GraphText.Version)}, \"\"\"");
        foreach (var line in graph.TrimEnd('\n').Split('\n')) writer.Line("    " + line);
        writer.Line("    \"\"\")]");
        using (writer.Open($"partial class {spec.Name}"))
        {
        }

        foreach (var block in Enumerable.Reverse(outer)) block.Dispose();
        return new($"{ModelEmission.FullName(spec)}.g.cs", writer.ToString());
    }
}
