using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelGen.Generator.Diagnostics;

/// <summary>
/// What mends a diagnostic: changes of the text of the file that it is in. They travel in the diagnostic's properties to the editor's code
/// fixes, which are an assembly of their own and know nothing of models.
/// </summary>
/// <param name="Title">What it does, as an editor offers it.</param>
/// <param name="Changes">The changes of the text, none of which overlaps another.</param>
internal sealed record Fix(string Title, params TextChange[] Changes)
{
    private const string TitleKey = "Title";

    private const string StartKey = "Start";

    private const string LengthKey = "Length";

    private const string TextKey = "Text";

    /// <summary>The fix as the properties of a diagnostic.</summary>
    public ImmutableDictionary<string, string?> Properties
    {
        get
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(TitleKey, Title).ToBuilder();
            for (var number = 0; number < Changes.Length; number++)
            {
                properties.Add(Key(StartKey, number), Text(Changes[number].Span.Start));
                properties.Add(Key(LengthKey, number), Text(Changes[number].Span.Length));
                properties.Add(Key(TextKey, number), Changes[number].NewText);
            }

            return properties.ToImmutable();
        }
    }

    /// <summary>The fix that a diagnostic brings; null where it brings none.</summary>
    public static Fix? Of(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(TitleKey, out var title) || title is null) return null;
        var changes = new List<TextChange>();
        while (diagnostic.Properties.TryGetValue(Key(TextKey, changes.Count), out var text))
            changes.Add(new(new(Number(StartKey), Number(LengthKey)), text ?? ""));
        return new(title, [.. changes]);

        int Number(string key) => int.Parse(diagnostic.Properties[Key(key, changes.Count)]!, CultureInfo.InvariantCulture);
    }

    private static string Key(string key, int number) => key + Text(number);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
