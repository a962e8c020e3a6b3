using System.Globalization;
using System.Text;

namespace ModelGen.Generator.IR;

/// <summary>The words that <see cref="GraphPrinter"/> and <see cref="GraphReader"/> share.</summary>
internal static class GraphText
{
    /// <summary>The version of the text form; a reader refuses later ones.</summary>
    public const int Version = 4;

    public const string Signature = "modelgen graph";

    /// <summary>The lines around the graph of a loop or a branch.</summary>
    public const string BodyStart = "body";

    public const string BodyEnd = "end";

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A name as it is when it is made of letters, digits, <c>_</c> and <c>.</c>; else quoted.</summary>
    public static string Name(string name) => name.Length > 0 && name.All(IsNameCharacter) ? name : Quote(name);

    public static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '.';

    public static string Quote(string text) => "\"" + Escape(text).Replace("\"", "\\\"") + "\"";

    /// <summary>Makes any text fit in one line.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\r", "\\r").Replace("\n", "\\n");

    public static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length) result.Append(text[index]);
            else result.Append(text[++index] switch { 'n' => '\n', 'r' => '\r', var other => other });
        }

        return result.ToString();
    }

    public static string SnakeCase(string name)
        => string.Concat(name.Select((c, index) => char.IsUpper(c) ? (index > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The member of an enumeration that <see cref="SnakeCase"/> writes as <paramref name="text"/>, or null.</summary>
    public static T? Member<T>(string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues(typeof(T)))
        {
            if (SnakeCase(value.ToString()) == text) return value;
        }

        return null;
    }
}
