using System.Globalization;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.CSharp;

/// <summary>Numbers and strings as C# text that reads back as the same value, and is the same on every runtime.</summary>
internal static class Literals
{
    /// <summary>A string literal.</summary>
    public static string Text(string text) => "\"" + GraphText.Escape(text).Replace("\"", "\\\"") + "\"";

    public static string Double(double value)
    {
        if (double.IsNaN(value)) return "double.NaN";
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        var text = value.ToString("G15", CultureInfo.InvariantCulture);
        return (double.Parse(text, CultureInfo.InvariantCulture) == value ? text : value.ToString("G17", CultureInfo.InvariantCulture))
            + "d";
    }

    /// <summary>The float nearest to the value.</summary>
    public static string Single(double value)
    {
        var single = (float)value;
        if (float.IsNaN(single)) return "float.NaN";
        if (float.IsInfinity(single)) return single > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        var text = single.ToString("G7", CultureInfo.InvariantCulture);
        return (float.Parse(text, CultureInfo.InvariantCulture) == single ? text : single.ToString("G9", CultureInfo.InvariantCulture))
            + "f";
    }
}
