using Words;

namespace ModelGen.Tests.Samples;

/// <summary>The sample of texts: its tokenizer loses nothing, and its model learns more than how often each character occurs.</summary>
public class TextTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    [Fact]
    public void TheTokenizerLosesNothing()
    {
        var (tokenizer, text) = (MobyDick.Tokenizer(Folder), File.ReadAllText(Path.Combine(Folder, "moby-dick.txt"))[..20_000]);
        var tokens = tokenizer.EncodeToIds(text);
        Assert.Equal(text, tokenizer.Decode(tokens));
        Assert.InRange(text.Length / (double)tokens.Count, 2.2, 4);
        Assert.Equal(1024, tokenizer.Vocabulary.Count);
    }

    /// <summary>Characters by how often each occurs take 4.5 bits.</summary>
    [Fact]
    public void ALittleOfTheTextTeaches() => Assert.InRange(MobyDick.Run(Folder, epochs: 1, characters: 150_000), 1.5, 3.2);
}
