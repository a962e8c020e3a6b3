namespace ModelGen.Generator.IR;

/// <summary>An expression of the user's. It is equal wherever its member stands, so that moved code is the same code.</summary>
/// <param name="File">Its file, without folders.</param>
/// <param name="Member">The member that it stands in.</param>
/// <param name="Token">Which token of the member names its operation.</param>
/// <param name="Text">It in one short line.</param>
internal sealed record SourceExpression(string File, string Member, int Token, string Text)
{
    // None is in a file's name or in code.
    private const char Start = '\u0001';
    private const char End = '\u0002';
    private const char Separator = '\u0003';

    /// <summary>Begins what a marker says of a place.</summary>
    private const string Placed = "@";

    /// <summary>Where it stands; expressions that differ in nothing else are equal.</summary>
    public SourcePlace Place { get; init; } = new("", 0, 0);

    /// <summary>Tells it from all other expressions of a model.</summary>
    public string Key => $"{File}{Separator}{Member}{Separator}{GraphText.Number(Token)}";

    /// <summary>Stands in emitted text for the number of its line, which is written last.</summary>
    public string LineMarker => Start + Key + End;

    /// <summary>Ends a line of emitted text after which code stands where the expression does.</summary>
    public string PlaceMarker => Start + Placed + Key + End;

    /// <summary>Ends a line after which code stands in its own file again.</summary>
    public static string EndMarker => Start + Placed + End;

    /// <summary>Its file and line, as emitted text has them.</summary>
    public string FileAndLine => $"{File}:{LineMarker}";

    /// <summary>A text with each marker replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">What takes the place of the number of the line of a key.</param>
    /// <param name="place">What tells the place of a key, or, without one, that it ends.</param>
    public static string Replace(string text, Func<string, string> line, Func<string?, string> place)
    {
        if (text.IndexOf(Start) < 0) return text;
        var parts = text.Split(Start, End);
        for (var number = 1; number < parts.Length; number += 2)
        {
            var part = parts[number];
            parts[number] = !part.StartsWith(Placed, StringComparison.Ordinal) ? line(part)
                : place(part.Length == Placed.Length ? null : part.Substring(Placed.Length));
        }

        return string.Concat(parts);
    }
}

/// <summary>A place in a file, as the numbers of tokens; all places are equal, so that what has one does not differ by it.</summary>
/// <param name="path">The file, as the compiler has it.</param>
/// <param name="first">The first of its tokens.</param>
/// <param name="last">The last one.</param>
internal sealed class SourcePlace(string path, int first, int last) : IEquatable<SourcePlace>
{
    public string Path => path;

    public int First => first;

    public int Last => last;

    public bool Equals(SourcePlace? other) => other is not null;

    public override bool Equals(object? other) => other is SourcePlace;

    public override int GetHashCode() => 0;
}
