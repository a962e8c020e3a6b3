using ModelGen.Generator.IR;

namespace ModelGen.Generator.CSharp;

/// <summary>Names from the user's source as C# identifiers.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords = new((
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
            + "event explicit extern false "
        + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator "
        + "out override params private "
        + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try "
        + "typeof uint ulong unchecked "
        + "unsafe ushort using virtual void volatile while "
        + "allows await dynamic extension field file managed notnull nint nuint partial record required scoped unmanaged var where yield")
        .Split(' '));

    // What emitted methods call their own variables and the types they use.
    private static readonly HashSet<string> Taken = new((
        "across ahead arguments at batch begin best block blockEnd call column columns context count device down end endRow epilogue "
            + "executor first firstColumn "
        + "firstRow gradients grid group half i inputs isInside item j last left leftQuads leftStart length model next options places "
        + "pool right "
        + "rightQuads rightStart row rows scattered seed start step stream stride symbols term terms thread tile tiles tileStride tree "
        + "tx ty view work").Split(' '));

    private static readonly char[] Digits = "0123456789".ToCharArray();

    /// <summary>
    /// A symbol of a shape: short ones in capitals as they are, others with <c>_</c>, so that none meets a variable or a type. A number of
    /// a call has another beginning.
    /// </summary>
    public static string Symbol(string name)
    {
        if (CallNumber.Input(name) is { } input) return "number_" + Clean(input);
        return name.Length <= 2 && char.IsUpper(name[0]) ? name : "_" + Clean(name) + (name[0] == '_' ? "_" : "");
    }

    /// <summary>A tensor in emitted code, by a name that no other variable there has.</summary>
    public static string Variable(string name) => Taken.Contains(name) || IsNumbered(name) ? name + "_" : Escape(name);

    /// <summary>The name itself, with <c>@</c> before a keyword and <c>_</c> for what no identifier may hold.</summary>
    public static string Escape(string name)
    {
        var text = Clean(name);
        if (text.Length == 0 || char.IsDigit(text[0])) text = "_" + text;
        return Keywords.Contains(text) ? "@" + text : text;
    }

    /// <summary>A result's name, made distinct from the names of the inputs.</summary>
    public static string MakeDistinct(string result, IEnumerable<string> inputs)
        => inputs.Contains(result) ? MakeDistinct(result + "Result", inputs) : result;

    private static string Clean(string name) => name.All(IsKept) ? name : string.Concat(name.Select(c => IsKept(c) ? c : '_'));

    private static bool IsKept(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Names such as v3, s0, row1 or register2, which kernels count up.</summary>
    private static bool IsNumbered(string name)
    {
        var stem = name.TrimEnd(Digits);
        return stem.Length < name.Length
            && (stem.Length is 1 or 2
                || stem is "row" or "batch" or "register" or "left" or "right" or "sum" or "sums" or "totals" or "next" or "added" or "rest"
                    or "maximum" or "maxima" or "best" or "number" or "input");
    }
}
