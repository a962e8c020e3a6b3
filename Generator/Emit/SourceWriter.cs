using System.Text;

namespace ModelGen.Generator.Emit;

/// <summary>Text with indentation, lines ended by <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private const int Step = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>One line, or several: each is indented.</summary>
    public SourceWriter Line(string text = "")
    {
        foreach (var line in text.Replace("\r\n", "\n").Split('\n'))
        {
            if (line.Length > 0) _text.Append(' ', _depth * Step).Append(line);
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>A line that starts in the first column: a directive.</summary>
    public SourceWriter Directive(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    /// <summary>Opens a block in braces, under a head if there is one; disposing the result closes it.</summary>
    public Block Open(string head, string close = "}")
    {
        if (head.Length > 0) Line(head);
        Line("{");
        _depth++;
        return new Block(this, close);
    }

    public override string ToString() => _text.ToString();

    /// <summary>A block that closes when it is disposed.</summary>
    internal readonly struct Block(SourceWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            writer.Line(close);
        }
    }
}
