namespace ModelGen.Runtime;

/// <summary>What stands at a path, behind all links, and whose it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The number of its user; 0 where the system has none.</param>
/// <param name="Group">The number of its group; 0 where the system has none.</param>
internal readonly record struct FileState(FileKind Kind, uint Owner = 0, uint Group = 0)
{
    /// <summary>A word for messages, such as <c>a folder</c>.</summary>
    public string Word => Kind switch
    {
        FileKind.Folder => "a folder",
        FileKind.Device => "a device",
        FileKind.Pipe => "a pipe",
        FileKind.Socket => "a socket",
        FileKind.Missing => "nothing",
        _ => "a file",
    };

    /// <param name="path">A full path.</param>
    public static FileState Read(string path)
    {
        if (UnixFile.TryStatus(path, out var state)) return state;
        if (Directory.Exists(path)) return new(FileKind.Folder);
        return new(File.Exists(path) ? FileKind.Regular : FileKind.Missing);
    }
}

/// <summary>The kinds of what may stand at a path.</summary>
internal enum FileKind
{
    Missing,
    Regular,
    Folder,
    Device,
    Pipe,
    Socket,
}
