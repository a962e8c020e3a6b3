using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.CSharp;

/// <summary>
/// Emitted text with the lines of the user's expressions, of which only their markers are known before. In a debug build launches stand
/// where their expressions do, and kernels are compiled as they can be stepped through.
/// </summary>
internal sealed class PlacedText
{
    private readonly Dictionary<string, SourceLine> _lines;
    private readonly bool _isDebug;

    /// <param name="lines">The places.</param>
    /// <param name="isDebug">Whether the project is compiled without optimization.</param>
    public PlacedText(IEnumerable<SourceLine> lines, bool isDebug)
    {
        _lines = lines.ToDictionary(line => line.Key);
        _isDebug = isDebug;
    }

    public GeneratedFile Place(GeneratedFile file)
    {
        var text = SourceExpression.Replace(file.Text, Line, Directive);
        return file with { Text = _isDebug ? text.Replace(Optimization.LineAtOnce, "") : text };
    }

    private string Line(string key) => _lines.TryGetValue(key, out var line) ? GraphText.Number(line.Line) : "?";

    /// <summary>What follows stands at an expression, or, without one, in its own file again.</summary>
    private string Directive(string? key)
    {
        if (!_isDebug) return "";
        if (key is null) return "\n#line default";
        // A directive has no escape for a quotation mark.
        if (!_lines.TryGetValue(key, out var line) || line.Path.Contains('"')) return "";
        return $"\n#line ({GraphText.Number(line.Line)}, {GraphText.Number(line.Column)}) - ({GraphText.Number(line.EndLine)}, "
            + $"{GraphText.Number(line.EndColumn)}) \"{line.Path}\"";
    }
}
