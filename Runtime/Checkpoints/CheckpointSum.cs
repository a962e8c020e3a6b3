using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGen.Runtime;

/// <summary>
/// A sum (SHA-256) of all that a checkpoint holds: its texts, the places of its tensors and their numbers. It tells a file that is damaged,
/// whatever in it is; it is no signature.
/// </summary>
internal sealed class CheckpointSum : IDisposable
{
    /// <summary>The key of the sum in the metadata.</summary>
    public const string Key = TrainingState.Prefix + "sha256";

    private const int Passage = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="texts">The metadata; the sum itself is not summed.</param>
    /// <param name="entries">The tensors.</param>
    public CheckpointSum(IReadOnlyDictionary<string, string> texts, IEnumerable<TensorEntry> entries)
    {
        foreach (var (key, text) in texts.Where(item => item.Key != Key).OrderBy(item => item.Key, StringComparer.Ordinal)) Add(key, text);
        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
            Add(entry.Name, string.Create(CultureInfo.InvariantCulture,
                $"{entry.Type} {string.Join(',', entry.Shape)} {entry.Begin} {entry.End}"));
    }

    /// <summary>Checks a file's sum.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="header">Its header.</param>
    /// <exception cref="InvalidDataException">It has none, or another.</exception>
    public static void Check(Stream stream, string file, SafetensorsHeader header)
    {
        if (header.Metadata.GetValueOrDefault(Key) is not { } expected)
            throw new InvalidDataException(FileText.CannotBeLoaded(file, $"it has no \"{Key}\" in its __metadata__, so it is no checkpoint "
                + "of Fit. A file of Save is taken by Load"));
        using var sum = new CheckpointSum(header.Metadata, header.Tensors.Values);
        var buffer = new byte[Passage];
        stream.Position = header.DataStart;
        while (stream.Read(buffer) is > 0 and var count) sum.Add(buffer.AsSpan(0, count));
        if (sum.Text() != expected)
            throw new InvalidDataException(FileText.CannotBeLoaded(file, "its contents are not those that were written: it is damaged. "
                + "Take an older checkpoint"));
    }

    /// <summary>Adds bytes of the tensors, which follow each other.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>The sum of all that was added.</summary>
    public string Text() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    // With their lengths, so that no two pairs are the same bytes.
    private void Add(string key, string text)
        => Add(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key.Length}:{key}{text.Length}:{text}\n")));
}
