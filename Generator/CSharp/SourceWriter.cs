using System.Text;

namespace ModelGen.Generator.CSharp;

/// <summary>Text with indentation, lines ended by <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private const int Step = 4;

    // As much as most files have.
    private const int Capacity = 4096;

    private readonly StringBuilder _text = new(Capacity);
    private int _depth;

    /// <summary>One line, or several: each is indented.</summary>
    public SourceWriter Line(string text = "")
    {
        for (var start = 0; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var length = end - start - (end < text.Length && end > start && text[end - 1] == '\r' ? 1 : 0);
            if (length > 0) _text.Append(' ', _depth * Step).Append(text, start, length);
            _text.Append('\n');
            start = end + 1;
        }

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
