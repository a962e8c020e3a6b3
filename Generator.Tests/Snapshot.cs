using System.Runtime.CompilerServices;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace ModelGen.Generator.Tests;

/// <summary>Compares a text with the verified file beside the test, and shows the lines that differ.</summary>
internal static class Snapshot
{
    /// <summary>
    /// Fails unless <paramref name="received"/> equals <c>Class.name.verified.EXTENSION</c>; then writes the <c>.received.</c> file to
    /// compare.
    /// </summary>
    public static void Match(string received, string name, string extension = "txt", [CallerFilePath] string source = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(source)!, $"{Path.GetFileNameWithoutExtension(source)}.{name}");
        MatchFile(received, $"{stem}.verified.{extension}", $"{stem}.received.{extension}");
    }

    /// <summary>The same for a file that has its place elsewhere.</summary>
    /// <param name="received">The text.</param>
    /// <param name="verifiedPath">The file that it should equal.</param>
    /// <param name="receivedPath">The file that is written where it does not.</param>
    public static void MatchFile(string received, string verifiedPath, string receivedPath)
    {
        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath) : "";
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"{Path.GetFileName(receivedPath)} differs; rename it to {Path.GetFileName(verifiedPath)} if the change is "
            + $"meant:\n{Difference(verified, received)}");
    }

    private static string Difference(string verified, string received)
        => string.Join("\n", InlineDiffBuilder.Diff(verified, received).Lines
            .Where(line => line.Type != ChangeType.Unchanged)
            .Select(line => (line.Type == ChangeType.Inserted ? "+ " : "- ") + line.Text));
}
