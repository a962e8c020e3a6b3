using System.Runtime.Versioning;

namespace ModelGen.Runtime;

/// <summary>
/// Writes a file that is there whole or not at all, whoever is killed when, and whoever else saves the same name. Links are followed, and a
/// file that is replaced keeps its owner, its group, its mode, its access control list and its users' attributes.
/// </summary>
internal static class AtomicFile
{
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="write">Writes what is to be in it.</param>
    /// <exception cref="IOException">It cannot be written; nothing has changed then.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            Replace(Target(path), write);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var message = $"{FileText.Of(path)} cannot be saved: {FileText.Short(fault.Message.TrimEnd('.'), 600)}.";
            throw fault is DirectoryNotFoundException
                ? new DirectoryNotFoundException(message, fault) : new IOException(message, fault) { HResult = fault.HResult };
        }
    }

    /// <summary>The place that is written to, behind all links.</summary>
    private static string Target(string path)
    {
        if (Path.EndsInDirectorySeparator(path)) throw new IOException("this is the name of a folder. Give the name of a file");
        var full = Path.GetFullPath(path);
        CheckIsFile(FileState.Read(full));
        var target = LinkedPath.Resolve(full);
        CheckIsFile(FileState.Read(target));
        var folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"there is no folder {FileText.Of(folder ?? "")}. Make it first");
        return target;
    }

    private static void CheckIsFile(in FileState state)
    {
        if (state.Kind is not (FileKind.Missing or FileKind.Regular))
            throw new IOException($"it is {state.Word}, and Save replaces nothing but files. Give the name of a file");
    }

    private static void Replace(string target, Action<Stream> write)
    {
        var before = FileState.Read(target);
        using (var file = TemporaryFile.Beside(target, isPrivate: before.Kind == FileKind.Regular))
        {
            try
            {
                file.RemoveLeftovers();
                write(file.Stream);
                file.Stream.Flush(flushToDisk: true);
                if (before.Kind == FileKind.Regular) Keep(file, target, before);
                file.Move();
            }
            catch (IOException fault) when (fault.Message.Contains(file.Path, StringComparison.Ordinal))
            {
                // Nobody asked for the temporary file.
                var message = fault.Message.Replace(file.Path, target, StringComparison.Ordinal);
                throw new IOException(message, fault) { HResult = fault.HResult };
            }
        }

        UnixFile.FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>Gives the new file what the old one has beside its contents.</summary>
    private static void Keep(TemporaryFile file, string target, in FileState before)
    {
        if (OperatingSystem.IsWindows()) WindowsAccess.Copy(target, file.Path);
        else KeepOnUnix(file, target, before);
    }

    [UnsupportedOSPlatform("windows")]
    private static void KeepOnUnix(TemporaryFile file, string target, in FileState before)
    {
        var (handle, now) = (file.Stream.SafeFileHandle, FileState.Read(file.Path));
        if ((now.Owner, now.Group) != (before.Owner, before.Group) && !UnixFile.TryGive(handle, before))
            throw new IOException($"it belongs to user {before.Owner} and group {before.Group}, and this process may make no file that "
                + $"does. Remove it first, or save under another name");
        if (OperatingSystem.IsLinux()) ExtendedAttributes.Copy(target, handle);
        var mode = File.GetUnixFileMode(target);

        // To change the owner or the access control list may have changed the mode.
        if (File.GetUnixFileMode(handle) != mode) File.SetUnixFileMode(handle, mode);
    }
}
