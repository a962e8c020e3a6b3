using System.Globalization;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>The constants of C# as values.</summary>
internal static class CSharpConstants
{
    /// <summary>A constant of C#.</summary>
    public static SymbolicValue Value(object? value) => value switch
    {
        int or long or short or byte or sbyte or float or double or decimal or uint or ushort or ulong
            => new NumberValue(value is float single
                ? Shortest(single)
                : Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => new ConstantValue(value),
    };

    // 0.1f means a tenth, of which the float is the nearest.
    private static double Shortest(float value)
    {
        var text = value.ToString("G7", CultureInfo.InvariantCulture);
        return float.Parse(text, CultureInfo.InvariantCulture) == value
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : value;
    }
}
