using System.Globalization;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.CSharp;

/// <summary>Dimensions and indices as C# integer expressions over the symbols' and the coordinates' names.</summary>
internal static class DimText
{
    /// <summary>Such as <c>N * 128 + 1</c>; an atom or a sum without parentheses.</summary>
    public static string Format(Dim dim) => Format(dim, "");

    /// <summary>Nearly the same number in double precision, which no product of large numbers overflows.</summary>
    public static string Estimate(Dim dim) => Format(dim, "(double)");

    /// <summary>For readers: a number with commas, or a term in the symbols.</summary>
    public static string Grouped(Dim dim)
        => dim.Constant is { } number ? number.ToString("N0", CultureInfo.InvariantCulture) : dim.ToString();

    private static string Format(Dim dim, string cast)
    {
        if (dim.Constant is { } number) return GraphText.Number(number);
        var text = "";
        foreach (var term in dim.Terms) text += Signed(term, first: text.Length == 0, cast);
        return text;
    }

    /// <summary>As <see cref="Format"/>, in parentheses when it is a sum or begins with a sign.</summary>
    public static string Atom(Dim dim) => Atom(dim, "");

    private static string Atom(Dim dim, string cast)
        => dim.Constant >= 0 || dim.Terms is [{ Coefficient: 1, Factors.Count: 1 }] ? Format(dim, cast) : $"({Format(dim, cast)})";

    /// <summary>
    /// The sum of offset and coordinates times coefficients, such as <c>row * 784 + i</c>; axes whose name is null are left out.
    /// </summary>
    public static string Format(AffineIndex index, IReadOnlyList<string?> coordinates)
    {
        var terms = Terms(index, coordinates);
        if (!index.Offset.IsZero)
            terms.Add(index.Offset.Constant is { } || terms.Count == 0 ? Format(index.Offset) : $"({Format(index.Offset)})");
        return terms.Count == 0 ? "0" : string.Join(" + ", terms).Replace("+ -", "- ");
    }

    private static List<string> Terms(AffineIndex index, IReadOnlyList<string?> coordinates)
    {
        var terms = new List<string>();
        for (var axis = 0; axis < index.Coefficients.Count; axis++)
        {
            var coefficient = index.Coefficients[axis];
            if (coefficient.IsZero || coordinates[axis] is not { } coordinate) continue;
            terms.Add(coefficient.IsOne ? coordinate : $"{coordinate} * {Atom(coefficient)}");
        }

        return terms;
    }

    private static string Signed(DimTerm term, bool first, string cast)
    {
        var sign = term.Coefficient < 0 ? (first ? "-" : " - ") : first ? "" : " + ";
        var size = Math.Abs(term.Coefficient);
        var factors = string.Join(" * ", term.Factors.Select(factor => Factor(factor, cast)));
        if (factors.Length == 0) return sign + GraphText.Number(size);
        return size == 1 ? sign + factors : $"{sign}{factors} * {GraphText.Number(size)}";
    }

    private static string Factor(DimFactor factor, string cast)
    {
        if (factor.Name is { } name) return cast + Identifiers.Symbol(name);
        if (factor.IsClamp) return $"global::System.Math.Max(0, {Format(factor.Dividend, cast)})";
        var (dividend, divisor) = (Atom(factor.Dividend, cast), Atom(factor.Divisor, cast));
        var isNatural = factor.Dividend.IsNatural;
        return isNatural ? $"({IntegerDivision.Quotient(dividend, divisor)})" : IntegerDivision.Floor(dividend, divisor);
    }
}
