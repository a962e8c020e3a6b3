namespace CharacterGpt;

/// <summary>A text as numbers: the index of each character among those that occur. The first nine tenths are for training.</summary>
internal sealed class TextData
{
    private readonly string _characters;
    private readonly int[] _text;

    /// <param name="text">The text.</param>
    public TextData(string text)
    {
        _characters = string.Concat(text.Distinct().Order());
        _text = Encode(text);
    }

    /// <summary>How many different characters there are.</summary>
    public int Vocabulary => _characters.Length;

    /// <summary>What is trained on.</summary>
    public ReadOnlySpan<int> Trained => _text.AsSpan(0, (int)(_text.Length * 9L / 10));

    /// <summary>What is not.</summary>
    public ReadOnlySpan<int> HeldOut => _text.AsSpan((int)(_text.Length * 9L / 10));

    /// <summary>The text that comes with the program.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static TextData Load() => new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "moby-dick.txt")));

    /// <summary>The numbers of characters.</summary>
    /// <exception cref="ArgumentException">One does not occur in the text.</exception>
    public int[] Encode(string text) => [.. text.Select(Index)];

    /// <summary>The character of a number.</summary>
    public char Decode(int number) => _characters[number];

    /// <summary>Fills a batch with texts from places of a part, and with what comes behind each of their characters.</summary>
    /// <param name="part">Where they are taken from.</param>
    /// <param name="offsets">Where each begins.</param>
    /// <param name="text">[N, T], row by row.</param>
    /// <param name="next">The same, one character later.</param>
    public static void Fill(ReadOnlySpan<int> part, ReadOnlySpan<int> offsets, Span<int> text, Span<int> next)
    {
        var length = text.Length / offsets.Length;
        for (var row = 0; row < offsets.Length; row++)
        {
            part.Slice(offsets[row], length).CopyTo(text[(row * length)..]);
            part.Slice(offsets[row] + 1, length).CopyTo(next[(row * length)..]);
        }
    }

    private int Index(char character)
        => _characters.IndexOf(character, StringComparison.Ordinal) is >= 0 and var index
            ? index
            : throw new ArgumentException($"The text has no '{character}': the model knows {_characters.Length} other characters.");
}
