using ModelGen.Generator.CSharp;
using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Emit;

/// <summary>Writes a graph, or source, as text into an attribute of a class, so that other compilations can use it.</summary>
internal static class GraphAttributeFile
{
    /// <param name="space">The class's namespace; may be empty.</param>
    /// <param name="containing">Declarations of the types around it, outermost first.</param>
    /// <param name="name">The class.</param>
    /// <param name="attribute">The attribute of namespace ModelGen that takes version and text.</param>
    /// <param name="graph">The graph.</param>
    public static GeneratedFile Write(string space, EquatableArray<string> containing, string name, string attribute, Graph graph)
        => Write(space, containing, name, attribute, [GraphPrinter.Print(graph)]);

    /// <inheritdoc cref="Write(string, EquatableArray{string}, string, string, Graph)"/>
    public static GeneratedFile Write(string space, EquatableArray<string> containing, string name, string attribute,
        EquatableArray<string> texts)
    {
        var writer = new SourceWriter();
        writer.Line(GeneratedFile.Header);
        if (space.Length > 0) writer.Line($"namespace {space};").Line();
        var outer = containing.Select(head => writer.Open(head)).ToList();
        writer.Line($"[global::ModelGen.{attribute}(");
        writer.Line($"    {GraphText.Number(GraphText.Version)},");
        for (var number = 0; number < texts.Count; number++)
            RawLiteral.Write(writer, texts[number], number == texts.Count - 1 ? ")]" : ",");
        using (writer.Open($"partial class {Identifiers.Escape(name)}"))
        {
        }

        foreach (var block in Enumerable.Reverse(outer)) block.Dispose();
        return new($"{ClassNames.FullName(space, containing, name)}.g.cs", writer.ToString());
    }
}
