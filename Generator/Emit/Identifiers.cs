namespace ModelGen.Generator.Emit;

/// <summary>Names from the user's source as C# identifiers.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords = new((
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false "
        + "finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params private "
        + "protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked "
        + "unsafe ushort using virtual void volatile while").Split(' '));

    /// <summary>The name itself, with <c>@</c> before a keyword and <c>_</c> for what no identifier may hold.</summary>
    public static string Of(string name)
    {
        var text = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c == '_' ? c : '_'));
        if (text.Length == 0 || char.IsDigit(text[0])) text = "_" + text;
        return Keywords.Contains(text) ? "@" + text : text;
    }
}
