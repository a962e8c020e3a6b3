namespace ModelGen.Generator.CSharp;

/// <summary>Text of several lines as a literal of C#.</summary>
internal static class RawLiteral
{
    /// <summary>Writes a raw literal, between more quotes than stand together in the text.</summary>
    /// <param name="writer">Gets the lines.</param>
    /// <param name="text">The text.</param>
    /// <param name="end">What follows the literal.</param>
    public static void Write(SourceWriter writer, string text, string end)
    {
        var quotes = "\"\"\"";
        while (text.Contains(quotes)) quotes += "\"";
        writer.Line("    " + quotes);
        foreach (var line in text.TrimEnd('\n').Split('\n')) writer.Line("    " + line);
        writer.Line("    " + quotes + end);
    }
}
