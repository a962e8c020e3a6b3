#pragma warning disable xUnit1051 // A training here takes milliseconds: no test need be able to cancel it.
using System.Globalization;
using System.Text;
using ModelGen.Tests.Files;

namespace ModelGen.Tests.Data;

/// <summary>Runs what docs/data.md shows; that each line of C# there stands in this file is a test of the generator's.</summary>
public sealed class GuideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void TheTableOfThePageIsLearned()
    {
        WriteFlowers();
        var table = Csv.Read(folder["flowers.csv"]);
        var (training, validation) = table.Classification("kind").Split(0.8, seed: 1, stratified: true);
        var normalizer = Normalizer.Fit(training);
        using var loader = new DataLoader<float, int>(training.Normalize(normalizer), batchSize: 8, shuffle: true, seed: 1);
        using var held = new DataLoader<float, int>(validation.Normalize(normalizer), batchSize: 8);
        using var model = Flowers.Create(Device.Cpu, seed: 1);
        var history = model.Fit(loader, epochs: 60, validation: held);
        normalizer.Save(folder["flowers.json"]);
        Assert.Equal((48, 12), (training.Count, validation.Count));
        Assert.InRange(history.ValidationLosses[^1], 0, 0.3);

        var logits = new float[3];
        var saved = Normalizer.Load(folder["flowers.json"]);
        float[] flower = [5.9f, 2.5f];
        saved.Apply(flower);
        model.Predict(flower, logits);
        Assert.Equal(1, Array.IndexOf(logits, logits.Max()));
    }

    [Fact]
    public void TheSetsOfThePageAreChosenAndChanged()
    {
        var training = Flowers.Samples(60);
        var small = training.Filter((input, label) => input[0] < 7).Shuffle(seed: 2).Take(20);
        var doubled = small.Concat(small.Map((input, label, ref random) => input[0] += 0.1f * (float)random.Normal()));
        var balanced = doubled.SampleClassBalanced();
        var cached = balanced.Cache();
        Assert.Equal((20, 40, 40, 40), (small.Count, doubled.Count, balanced.Count, cached.Count));
        Assert.Equal(Reading.Inputs(balanced), Reading.Inputs(cached, epoch: 3));
    }

    [Fact]
    public void TheAugmentationsOfThePageRun()
    {
        var data = Path.Combine(AppContext.BaseDirectory, "Data");
        var digits = Idx.Images(Path.Combine(data, "t10k-images-idx3-ubyte.gz"), Path.Combine(data, "t10k-labels-idx1-ubyte.gz")).Take(9);
        var shape = new ImageShape(1, 28, 28);
        var augmented = digits.Augment(new RandomCrop(shape, padding: 2), new RandomRotation(shape, degrees: 10), new GaussianNoise(0.05));
        var mixed = digits.Augment(new Cutout(shape, size: 8)).OneHot(10).Mixup(alpha: 0.2);
        Assert.NotEqual(Reading.Inputs(augmented, epoch: 0), Reading.Inputs(augmented, epoch: 1));
        Assert.Equal(9, Reading.Targets(mixed).Sum(), 1e-4f);
    }

    [Fact]
    public void TheSeriesAndSequencesOfThePageAreRead()
    {
        var series = new float[100];
        var windows = DataSet.Windows<float>(series, length: 24, horizon: 6, stride: 3);
        Assert.Equal(24, windows.Count);
        int[][] tokens = [[1, 2, 3], [4, 5], [6]];
        int[] kinds = [0, 1, 0];
        var sentences = new SequenceLoader<int, int>(tokens, kinds, batchSize: 2, shuffle: true, seed: 1, padding: -1);
        foreach (var (x, lengths, y) in sentences)
        {
            var longest = x.Length / lengths.Length;
            Console.WriteLine($"{lengths.Length} sentences of {longest} tokens or fewer, of the kinds {string.Join(' ', y.ToArray())}");
        }

        string[] lines = ["a whale", "the sea", "call me"];
        var texts = new CollateLoader<string, (int[] Tokens, int[] Lengths)>(lines, batchSize: 2, Collate, shuffle: true);
        foreach (var (padded, sizes) in texts) Console.WriteLine($"{sizes.Length} texts of {padded.Length / sizes.Length} tokens or fewer");
        Assert.Equal((2, 1), (texts.Count, texts.Epoch));

        static (int[] Tokens, int[] Lengths) Collate(IReadOnlyList<string> some)
        {
            var longest = some.Max(text => text.Length);
            var tokens = some.SelectMany(text => text.PadRight(longest).Select(letter => (int)letter));
            return ([.. tokens], [.. some.Select(text => text.Length)]);
        }
    }

    [Fact]
    public void TheSetOfThePagesOwnIsRead()
    {
        var waves = new NoisyWaves(5);
        Assert.Equal(Reading.Inputs(waves, seed: 2), Reading.Inputs(waves, workers: 2, seed: 2));
        Assert.NotEqual(Reading.Inputs(waves, seed: 2), Reading.Inputs(waves, seed: 2, epoch: 1));
    }

    public void Dispose() => folder.Dispose();

    private void WriteFlowers()
    {
        var text = new StringBuilder("length,width,kind\n");
        string[] kinds = ["setosa", "versicolor", "virginica"];
        var samples = Reading.Inputs(Flowers.Samples(60)).Chunk(2).Index();
        foreach (var (index, flower) in samples)
            text.Append(CultureInfo.InvariantCulture, $"{flower[0]},{flower[1]},{kinds[index % 3]}\n");
        folder.Write("flowers.csv", text.ToString());
    }
}

/// <summary>The page's set of one's own.</summary>
public sealed class NoisyWaves(int count) : DataSet<float, float>(inputSize: 16, targetSize: 1)
{
    public override int Count => count;

    public override void Fill(int index, Span<float> input, Span<float> target)
        => Fill(index, new SampleContext(0, 0, index), input, target);

    public override void Fill(int index, SampleContext context, Span<float> input, Span<float> target)
    {
        var random = context.CreateRandom();
        target[0] = (float)random.Uniform(1, 4);
        for (var t = 0; t < input.Length; t++) input[t] = MathF.Sin(target[0] * t) + 0.1f * (float)random.Normal();
    }
}
