using System.Globalization;
using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>Reads one line of a graph's text, word by word.</summary>
internal sealed class GraphLine(string text, int number)
{
    private int _position;

    public bool AtEnd
    {
        get
        {
            while (_position < text.Length && text[_position] == ' ') _position++;
            return _position == text.Length;
        }
    }

    public GraphFormatException Error(string message) => new(number, message);

    /// <summary>Takes <paramref name="word"/> if it comes next.</summary>
    public bool Try(string word)
    {
        if (AtEnd || string.CompareOrdinal(text, _position, word, 0, word.Length) != 0) return false;
        _position += word.Length;
        return true;
    }

    public GraphLine Expect(string word) => Try(word) ? this : throw Error($"expected '{word}' at column {_position + 1}");

    /// <summary>All up to the next blank.</summary>
    public string Word() => AtEnd ? throw Error("the line ends too early") : TakeWhile(c => c != ' ');

    /// <summary>A plain or a quoted name.</summary>
    public string Name()
    {
        if (AtEnd) throw Error("expected a name, but the line ends");
        if (text[_position] == '"') return Quoted();
        var name = TakeWhile(GraphText.IsNameCharacter);
        return name.Length > 0 ? name : throw Error($"expected a name at column {_position + 1}");
    }

    public string Quoted()
    {
        Expect("\"");
        var start = _position;
        while (_position < text.Length && text[_position] != '"') _position += text[_position] == '\\' ? 2 : 1;
        if (_position >= text.Length) throw Error("the quotation does not end");
        return GraphText.Unescape(text.Substring(start, _position++ - start));
    }

    public string Rest()
    {
        var rest = text.Substring(_position);
        _position = text.Length;
        return rest;
    }

    public int Integer()
        => int.TryParse(TakeWhile(c => char.IsDigit(c) || c == '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var value)
            ? value : throw Error($"expected a whole number at column {_position + 1}");

    public double Number()
    {
        var word = Word();
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Error($"'{word}' is not a number");
    }

    public int Id()
    {
        Expect("%");
        return Integer();
    }

    public Dim Dim() => DimOf(Word());

    /// <summary>A dimension behind a word; 0 where the word does not stand there.</summary>
    public Dim OptionalDim(string word) => Try(word) ? Dim() : IR.Dim.Zero;

    /// <summary>A number behind a word; 0 where the word does not stand there.</summary>
    public int OptionalInteger(string word) => Try(word) ? Integer() : 0;

    public Shape Shape() => IR.Shape.Of(List().Select(DimOf));

    /// <summary>The dimensions of an operation; none where the line has none.</summary>
    public Shape Dims() => Try(ArgumentText.Dims) ? Shape() : IR.Shape.Scalar;

    public Dim SingleDim() => Dims() is { Rank: 1 } dims ? dims[0] : throw Error("exactly one dimension is expected");

    /// <summary>The axes of an operation; none where the line has none.</summary>
    public EquatableArray<int> Axes() => Try(ArgumentText.Axes)
        ? List().Select(item
            => int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var axis)
                ? axis
                : throw Error($"'{item}' is not an axis")).ToEquatableArray()
        : [];

    public int SingleAxis() => Axes() is { Count: 1 } axes ? axes[0] : throw Error("exactly one axis is expected");

    public TensorType Type()
    {
        if (AtEnd) throw Error("expected a type, but the line ends");
        var name = TakeWhile(char.IsLetterOrDigit);
        return new(ElementTypes.Parse(name) ?? throw Error($"'{name}' is not an element type"), Shape());
    }

    public T Member<T>()
        where T : struct, Enum
    {
        var word = Word();
        return GraphText.Member<T>(word)
            ?? throw Error($"'{word}' is not one of: {string.Join(", ", Enum.GetNames(typeof(T)).Select(GraphText.SnakeCase))}");
    }

    public void End()
    {
        if (!AtEnd) throw Error($"nothing more is expected at column {_position + 1}: '{Rest()}'");
    }

    private Dim DimOf(string word) => DimParser.Parse(word) ?? throw Error($"'{word}' is not a dimension");

    private List<string> List()
    {
        Expect("[");
        var end = text.IndexOf(']', _position);
        if (end < 0) throw Error("the list lacks its ']'");
        var items = text.Substring(_position, end - _position).Split(',').Select(item => item.Trim()).ToList();
        _position = end + 1;
        return items is [""] ? [] : items;
    }

    private string TakeWhile(Func<char, bool> wanted)
    {
        var start = _position;
        while (_position < text.Length && wanted(text[_position])) _position++;
        return text.Substring(start, _position - start);
    }
}
