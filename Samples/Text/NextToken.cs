using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;
using ModelGen;

namespace Words;

/// <summary>A language model of pieces of words: it tells the next one from the eight before (Bengio and others, 2003).</summary>
[Model, AdamW(LearningRate = 2e-3, WeightDecay = 1e-2)]
public partial class NextToken(int vocabulary)
{
    private readonly Embedding _embedding = new(vocabulary, 32);
    private readonly Linear _hidden = new(8 * 32, 128);
    private readonly Linear _output = new(128, vocabulary);

    public Tensor Forward([Shape("N", 8)] IndexTensor context)
        => _output.Forward(_hidden.Forward(_embedding.Forward(context).Flatten()).Tanh());

    public Tensor Loss(Tensor scores, [Shape("N")] IndexTensor next) => scores.CrossEntropy(next);
}

/// <summary>Moby-Dick as pieces of words, by Microsoft.ML.Tokenizers: nine tenths to learn from, the rest to be measured on.</summary>
public static class MobyDick
{
    private const int Context = 8;

    /// <summary>The tokenizer, of the pieces that Samples/Data/moby-dick/make_vocabulary.py has learned.</summary>
    public static BpeTokenizer Tokenizer(string folder) => BpeTokenizer.Create(
        new BpeOptions(Path.Combine(folder, "bpe-vocabulary.json"), Path.Combine(folder, "bpe-merges.txt"))
        {
            PreTokenizer = new RegexPreTokenizer(new Regex(@" ?\w+| ?[^\w\s]+|\s+"), null),
            ByteLevel = true,
        });

    /// <summary>Trains, writes a few words, and gives how many bits a character of the held text takes.</summary>
    public static double Run(string folder, int epochs = 3, int characters = int.MaxValue)
    {
        var (tokenizer, text) = (Tokenizer(folder), File.ReadAllText(Path.Combine(folder, "moby-dick.txt")));
        var (known, held) = (text[..Math.Min(characters, text.Length * 9 / 10)], text[(text.Length * 9 / 10)..]);
        int[] learned = [.. tokenizer.EncodeToIds(known)], measured = [.. tokenizer.EncodeToIds(held)];
        using var loader = new DataLoader<int, int>(DataSet.Windows<int>(learned, Context), batchSize: 256, shuffle: true, seed: 1);
        using var validation = new DataLoader<int, int>(DataSet.Windows<int>(measured, Context), batchSize: 1024);
        using var model = NextToken.Create(tokenizer.Vocabulary.Count, Device.Cpu, seed: 1);
        var history = model.Fit(loader, new FitOptions { Epochs = epochs, Metrics = [new Perplexity()] }, validation);
        var bits = Math.Log2(history[^1].Metrics["perplexity"]) * measured.Length / held.Length;
        Console.WriteLine($"{history}\n{bits:F3} bits a character: {Write(model, tokenizer, "The white whale swam round the ship, and ")}");
        return bits;
    }

    private static string Write(NextToken model, BpeTokenizer tokenizer, string start)
    {
        List<int> tokens = [.. tokenizer.EncodeToIds(start)];
        var (sampler, scores) = (new TokenSampler(temperature: 0.8, seed: 1), new float[tokenizer.Vocabulary.Count]);
        for (var count = 0; count < 40; count++)
        {
            model.Predict(tokens[^Context..].ToArray(), scores);
            tokens.Add(sampler.Next(scores));
        }

        return tokenizer.Decode(tokens)!;
    }
}
