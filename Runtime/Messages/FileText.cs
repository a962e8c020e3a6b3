using System.Globalization;
using System.Text;

namespace ModelGen.Runtime;

/// <summary>Texts of a file in messages: of a bounded length, without characters that a terminal obeys or that cannot be seen.</summary>
internal static class FileText
{
    /// <summary>No message about a file is longer.</summary>
    public const int LongestMessage = 1000;

    private const int LongestPath = 200;
    private const int LongestName = 80;
    private const int LongestList = 200;
    private const int MostDims = 8;

    /// <summary>The message of a file that is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What is wrong, and what to do, without the last full stop.</param>
    public static string CannotBeLoaded(string path, string what)
    {
        var message = $"{Of(path)} cannot be loaded: {what}.";
        return message.Length <= LongestMessage ? message : message[..(LongestMessage - 3)] + "...";
    }

    /// <summary>A path, of which the end tells most.</summary>
    public static string Of(string path) => path.Length <= LongestPath ? Escaped(path) : "..." + Escaped(path[^(LongestPath - 3)..]);

    /// <summary>A name in quotation marks.</summary>
    public static string Quoted(string name) => $"\"{Short(name, LongestName)}\"";

    /// <summary>Dimensions such as [3, 5], of which the first few stand for many.</summary>
    public static string Of(ReadOnlySpan<long> dims)
        => dims.Length <= MostDims ? ShapeText.Of(dims) : $"{ShapeText.Of(dims[..MostDims])[..^1]}, ... {dims.Length} dimensions]";

    /// <summary>Items with commas between them, as many as have room, and how many more there are.</summary>
    public static string List(IEnumerable<string> items, int count)
    {
        var text = new StringBuilder();
        var listed = 0;
        foreach (var item in items)
        {
            if (listed > 0 && text.Length + item.Length > LongestList) break;
            text.Append(listed++ > 0 ? ", " : "").Append(item);
        }

        if (count > listed) text.Append(CultureInfo.InvariantCulture, $" and {count - listed} more");
        return text.ToString();
    }

    /// <summary>A text as it is or, if that is too long, its beginning.</summary>
    public static string Short(string text, int length)
    {
        var escaped = Escaped(text.Length <= length ? text : text[..length]);
        return text.Length <= length && escaped.Length <= length ? escaped : escaped[..Math.Min(escaped.Length, length - 3)] + "...";
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var sign in text.EnumerateRunes())
        {
            if (IsPlain(sign)) escaped.Append(sign.ToString());
            else escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{sign.Value:x}}}");
        }

        return escaped.ToString();
    }

    /// <summary>Controls, marks of direction and what no font shows are not.</summary>
    private static bool IsPlain(Rune sign) => Rune.GetUnicodeCategory(sign)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
