using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGen.Runtime;

/// <summary>
/// The file that a new version is written to before it takes its name. It is locked while its writer lives, so that what a killed process
/// left can be told from what another one is writing. A hash in its name tells whose version it is, so that it is no longer for a long
/// name.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Suffix = ".tmp";

    // A file is made anew where another process that saves the same name took it for a leftover between its making and its locking.
    private const int Attempts = 20;

    private readonly string _target;
    private bool _hasMoved;

    private TemporaryFile(string target, string path, FileStream stream) => (_target, Path, Stream) = (target, path, stream);

    /// <summary>Where it lies until it has its name.</summary>
    public string Path { get; }

    /// <summary>What is written to it.</summary>
    public FileStream Stream { get; }

    /// <summary>Makes the file beside the one that it is to become, for only within one file system is a move one act.</summary>
    /// <param name="target">The full path of that one.</param>
    /// <param name="isPrivate">Whether nobody but this user may read it yet.</param>
    public static TemporaryFile Beside(string target, bool isPrivate)
    {
        var folder = System.IO.Path.GetDirectoryName(target)!;
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(folder, Start(target)
                + System.IO.Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal) + Suffix);
            try
            {
                TemporaryFile file = new(target, path, new(path, Options(isPrivate)));

                // Whoever removes a file has locked it alone before; so this one stays from now on.
                if (File.Exists(path)) return file;
                file.Dispose();
                throw new IOException($"temporary files vanish from the folder {folder}");
            }
            catch (IOException fault)
            {
                if (attempt == Attempts)
                    throw new IOException(fault.Message.Replace(path, target, StringComparison.Ordinal), fault) { HResult = fault.HResult };
            }
            catch (UnauthorizedAccessException fault)
            {
                throw new IOException($"no file may be made in the folder {folder}: it is read-only or another user's. Save elsewhere, "
                    + $"or let this user write there", fault);
            }
        }
    }

    /// <summary>Removes what killed processes left of saving the same file. What a living one writes stays.</summary>
    public void RemoveLeftovers()
    {
        // Where a lock does not keep even its own process out, as on some network file systems, nothing tells who lives.
        if (CanLock(Path, FileOptions.None)) return;
        try
        {
            foreach (var path in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(_target)!, Start(_target) + "*" + Suffix))
            {
                if (path != Path && FileState.Read(path).Kind == FileKind.Regular) CanLock(path, FileOptions.DeleteOnClose);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // A folder that may be written and not be read does not tell what lies in it.
        }
    }

    /// <summary>Gives the file its name in one act; one that has the name is replaced.</summary>
    public void Move()
    {
        // It stays open, and so locked, until it has its name.
        File.Move(Path, _target, overwrite: true);
        _hasMoved = true;
    }

    public void Dispose()
    {
        if (!_hasMoved) File.Delete(Path);
        Stream.Dispose();
    }

    /// <summary>Opens a file that no other may have open; if that is possible, closes it, by which the options may remove it.</summary>
    private static bool CanLock(string path, FileOptions options)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.None, 0, options);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Start(string target)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(System.IO.Path.GetFileName(target)));
        return string.Create(CultureInfo.InvariantCulture, $".modelgen-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}-");
    }

    private static FileStreamOptions Options(bool isPrivate)
    {
        // To share with those who delete lets Windows move an open file, and locks it on Unix too.
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
