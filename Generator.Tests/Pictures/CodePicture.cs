using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace ModelGen.Generator.Tests.Pictures;

/// <summary>Draws windows of an editor one below the other, as SVG.</summary>
internal sealed class CodePicture
{
    /// <summary>How many characters a line has.</summary>
    public const int Columns = 112;

    private const int LineHeight = 18;

    private const double CharacterWidth = 7.8;

    private const int Margin = 14;

    private const double Width = (Columns * CharacterWidth) + (2 * Margin);

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly List<XElement> _elements = [];

    private double _y;

    /// <summary>Begins a window.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="lines">How many lines it will have.</param>
    public void Window(string title, int lines)
    {
        if (_y > 0) _y += Margin;
        var height = ((lines + 1) * LineHeight) + (2 * Margin) + 4;
        _elements.Add(Rectangle(0, _y, Width, height, "#1e1e1e"));
        _elements.Add(Rectangle(0, _y, Width, LineHeight + 8, "#333333"));
        _elements.Add(Text(Margin, _y + LineHeight, [new(title, "#cccccc")]));
        _y += LineHeight + Margin;
    }

    /// <summary>Adds a line of code to the window; what does not fit is left out.</summary>
    public void Line(IReadOnlyList<ColoredPiece> pieces)
    {
        _y += LineHeight;
        _elements.Add(Text(Margin, _y, Fitting(pieces)));
    }

    /// <summary>Marks a part of the last line as wrong.</summary>
    public void Squiggle(int column, int length)
    {
        var (x, path) = (X(column), new StringBuilder());
        path.Append(CultureInfo.InvariantCulture, $"M{x} {_y + 5}");
        for (var number = 1; number * 3 <= length * CharacterWidth; number++)
            path.Append(CultureInfo.InvariantCulture, $" L{x + (number * 3)} {_y + (number % 2 == 0 ? 5 : 2)}");
        _elements.Add(new(Svg + "path", new XAttribute("d", path), new XAttribute("stroke", "#f14c4c"), new XAttribute("fill", "none"),
            new XAttribute("stroke-width", 1.2)));
    }

    /// <summary>Adds lines of a message below the last line.</summary>
    public void Message(IReadOnlyList<string> lines)
    {
        _elements.Add(Rectangle(Margin, _y + 8, Width - (2 * Margin), (lines.Count * LineHeight) + 6, "#3a1d1d"));
        foreach (var line in lines)
        {
            _y += LineHeight;
            _elements.Add(Text(2 * Margin, _y + 6, [new(line, "#f0b8b8")]));
        }

        _y += 6;
    }

    /// <summary>Ends a window.</summary>
    public void End() => _y += Margin + 4;

    /// <summary>The picture.</summary>
    public override string ToString()
        => new XElement(Svg + "svg", new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {_y}")),
            new XAttribute("font-family", "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"),
            new XAttribute("font-size", 13), _elements)
            .ToString().ReplaceLineEndings("\n") + "\n";

    private static IEnumerable<ColoredPiece> Fitting(IReadOnlyList<ColoredPiece> pieces)
    {
        var left = Columns;
        foreach (var piece in pieces)
        {
            var length = Math.Min(piece.Text.Length, left);
            left -= length;
            yield return piece with { Text = length == piece.Text.Length ? piece.Text : piece.Text[..Math.Max(0, length - 1)] + "…" };
            if (length < piece.Text.Length) break;
        }
    }

    private static double X(int column) => Margin + (column * CharacterWidth);

    private static XElement Rectangle(double x, double y, double width, double height, string color)
        => new(Svg + "rect", new XAttribute("x", x), new XAttribute("y", y), new XAttribute("width", width),
            new XAttribute("height", height), new XAttribute("rx", 4), new XAttribute("fill", color));

    /// <summary>Each piece stands at its column, whatever font is there.</summary>
    private static XElement Text(double x, double y, IEnumerable<ColoredPiece> pieces)
    {
        var (column, spans) = (0, new List<XElement>());
        foreach (var piece in pieces)
        {
            var blanks = piece.Text.Length - piece.Text.TrimStart().Length;
            if (piece.Text.Length > blanks) spans.Add(Span(piece, blanks, x + ((column + blanks) * CharacterWidth)));
            column += piece.Text.Length;
        }

        return new(Svg + "text", new XAttribute("y", y), new XAttribute(XNamespace.Xml + "space", "preserve"), spans);
    }

    private static XElement Span(ColoredPiece piece, int blanks, double x)
    {
        var text = piece.Text[blanks..].TrimEnd();
        return new(Svg + "tspan", new XAttribute("x", Math.Round(x, 1)), new XAttribute("fill", piece.Color),
            new XAttribute("textLength", Math.Round(text.Length * CharacterWidth, 1)), text);
    }
}
