namespace ModelGen.Runtime;

/// <summary>
/// The place that a path leads to when every link on it is followed, as the system follows them; the last part need not be there.
/// </summary>
internal static class LinkedPath
{
    // As Linux has it.
    private const int MostLinks = 40;

    /// <param name="path">A full path.</param>
    /// <exception cref="IOException">There are too many links, or they lead in a circle.</exception>
    public static string Resolve(string path)
    {
        var found = Path.GetPathRoot(path)!;
        var left = new Stack<string>();
        Push(left, path[found.Length..]);
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part == ".") continue;
            if (part == "..")
            {
                found = Path.GetDirectoryName(found) ?? found;
                continue;
            }

            var next = Path.Combine(found, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                found = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"more than {MostLinks} links follow each other");
            var root = Path.GetPathRoot(target) ?? "";
            if (root.Length > 0) found = root;
            Push(left, target[root.Length..]);
        }

        return found;
    }

    private static void Push(Stack<string> left, string path)
    {
        var parts = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var part = parts.Length - 1; part >= 0; part--) left.Push(parts[part]);
    }
}
