using System.Globalization;

namespace ModelGen.Generator.IR;

/// <summary>
/// Reads the text form of a <see cref="Dim"/>: sums, differences, products, exact quotients, <c>floor((a)/(b))</c>, <c>max0(a)</c>,
/// parentheses.
/// </summary>
internal sealed class DimParser
{
    private readonly string _text;
    private int _position;

    private DimParser(string text) => _text = text;

    /// <summary>The dimension, or null when the text is not one.</summary>
    public static Dim? Parse(string text)
    {
        var parser = new DimParser(text);
        try
        {
            return parser.Sum() is { } dim && parser.Peek() == '\0' ? dim : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private Dim? Sum()
    {
        if (Product() is not { } sum) return null;
        while (Peek() is '+' or '-')
        {
            var minus = Next() == '-';
            if (Product() is not { } term) return null;
            sum = minus ? sum - term : sum + term;
        }

        return sum;
    }

    private Dim? Product()
    {
        if (Atom() is not { } product) return null;
        while (Peek() is '*' or '/')
        {
            var divide = Next() == '/';
            if (Atom() is not { } factor) return null;
            if (divide && product.DivideExact(factor) is not { }) return null;
            product = divide ? product.DivideExact(factor)!.Value : product * factor;
        }

        return product;
    }

    private Dim? Atom()
    {
        var next = Peek();
        if (next == '-')
        {
            Next();
            return Atom() is { } negated ? negated * -1 : null;
        }

        if (next == '(') return Enclosed(Sum);
        if (char.IsDigit(next)) return long.Parse(Take(char.IsDigit), CultureInfo.InvariantCulture);
        if (!IsNameStart(next)) return null;
        var name = Take(c => IsNameStart(c) || char.IsDigit(c));
        return Peek() == '(' ? Function(name) : Dim.Symbol(name);
    }

    private Dim? Function(string name) => name switch
    {
        "floor" => Enclosed(Quotient),
        "max0" => Enclosed(() => Sum() is { } dim ? Dim.Clamp(dim) : null),
        _ => Dim.Symbol(name),
    };

    private Dim? Quotient()
    {
        if (Atom() is not { } dividend || Peek() != '/') return null;
        Next();
        return Atom() is { } divisor && !divisor.IsZero ? Dim.FloorDivide(dividend, divisor) : null;
    }

    private Dim? Enclosed(Func<Dim?> inner)
    {
        Next();
        var result = inner();
        return Peek() == ')' && Next() == ')' ? result : null;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '.';

    private string Take(Func<char, bool> wanted)
    {
        var start = _position;
        while (_position < _text.Length && wanted(_text[_position])) _position++;
        return _text.Substring(start, _position - start);
    }

    private char Peek()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position])) _position++;
        return _position < _text.Length ? _text[_position] : '\0';
    }

    private char Next() => _text[_position++];
}
