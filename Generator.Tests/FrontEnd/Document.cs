using System.Runtime.CompilerServices;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The text of a page in docs.</summary>
internal static class Document
{
    public static IReadOnlyList<string> Lines(string page) => Text(page).Split('\n');

    public static string Text(string page) => File.ReadAllText(Path.Combine(Folder(), page));

    private static string Folder([CallerFilePath] string source = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "docs"));
}
