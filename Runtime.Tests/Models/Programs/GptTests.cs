using System.Globalization;
using System.Text.Json;
using CharacterGpt;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Models.Programs;

/// <summary>The sample Gpt: its training is PyTorch's, and what it writes with kept keys and values is what it writes without.</summary>
public class GptTests
{
    private const int Batch = 12;

    private static readonly Lazy<TextData> Text = new(TextData.Load);

    /// <summary>100 steps with clipping, groups and a schedule (Generator.Tests/References/make_gpt.py).</summary>
    [Fact]
    public void AHundredStepsArePyTorchs()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "gpt.json")));
        var reference = file.RootElement[0];
        using var model = DoubleGpt.Create(Text.Value.Vocabulary, Device.CpuWith(2));
        SetStart(model, [.. reference.GetProperty("parameters").EnumerateArray().Select(name => name.GetString()!)]);
        model.LearningRate = 3e-4;
        model.Schedule = Schedule.Cosine(90, minimum: 3e-5).WithWarmUp(10, startFactor: 0.1);
        var (losses, norms) = (Numbers(reference, "losses"), Numbers(reference, "norms"));
        var (text, next) = (new int[Batch * Transformer.Context], new int[Batch * Transformer.Context]);
        for (var step = 0; step < losses.Length; step++)
        {
            Assert.Equal(Numbers(reference, "rates")[step], model.LearningRate, 1e-12);
            TextData.Fill(Text.Value.Trained, Offsets(step), text, next);
            var result = model.TrainStep(text, next, Batch, Transformer.Context);
            ProgramReference.Near([losses[step], norms[step]], [result.Loss, result.GradientNorm], 1e-5);
        }
    }

    [Fact]
    public void TwoHundredCharactersWithKeptKeysAreThoseWithout()
    {
        using var model = Trained();
        var prompt = Text.Value.Encode("Call me Ishmael. Some years ago");
        foreach (var (temperature, topK, topP) in ((double, int, double)[])[(0, 0, 1), (0.9, 0, 1), (1.2, 10, 0.9)])
        {
            var cached = model.Generate(prompt, 200, new(temperature, topK, topP, seed: 5)).ToArray();
            Assert.Equal(Uncached(model, prompt, 200, new(temperature, topK, topP, seed: 5)), cached);
            Assert.True(cached.Distinct().Count() > 3);
        }
    }

    [Fact]
    public void ACharacterAllocatesNothing()
    {
        using var model = Trained();
        var (scores, sampler) = (new float[Text.Value.Vocabulary], new TokenSampler(0.9, 10, 0.9));
        int[] one = [3];
        model.Begin(Text.Value.Encode("Call me"), scores);
        Allocation.IsNone(() =>
        {
            model.Continue(one, 7, scores);
            one[0] = sampler.Next(scores);
        });
    }

    /// <summary>The whole text is read for each character.</summary>
    private static int[] Uncached(Gpt model, int[] prompt, int count, TokenSampler sampler)
    {
        var (text, vocabulary) = (prompt.ToList(), Text.Value.Vocabulary);
        var written = new int[count];
        for (var index = 0; index < count; index++)
        {
            var scores = new float[text.Count * vocabulary];
            model.Predict(text.ToArray(), scores, 1, text.Count);
            text.Add(written[index] = sampler.Next(scores.AsSpan((text.Count - 1) * vocabulary)));
            if (text.Count > Transformer.Context) text.RemoveRange(0, text.Count - (Transformer.Context / 2));
        }

        return written;
    }

    private static Gpt Trained()
    {
        var model = Gpt.Create(Text.Value.Vocabulary, 0.1, Device.CpuWith(2), seed: 1);
        var (text, next) = (new int[Batch * Transformer.Context], new int[Batch * Transformer.Context]);
        for (var step = 0; step < 20; step++)
        {
            TextData.Fill(Text.Value.Trained, Offsets(step), text, next);
            model.TrainStep(text, next, Batch, Transformer.Context);
        }

        return model;
    }

    private static int[] Offsets(int step)
        => [.. Enumerable.Range(0, Batch)
            .Select(row => (int)(((step * Batch) + row) * 7919L % (Text.Value.Trained.Length - Transformer.Context - 1)))];

    private static void SetStart(IModel model, string[] names)
    {
        Assert.Equal(names.Select(Own).Order(), model.Parameters.Trainable.Select(parameter => parameter.Name).Order());
        for (var index = 0; index < names.Length; index++)
        {
            var parameter = (Parameter)model.Parameters[Own(names[index])];
            var mean = names[index].EndsWith("norm.weight", StringComparison.Ordinal) ? 1 : 0;
            var start = 1 + (0.37 * index);
            var values = Enumerable.Range(0, parameter.Count).Select(element => mean + (0.05 * Math.Sin(start + (1.7 * element))));
            parameter.CopyFrom(values.ToArray());
        }
    }

    /// <summary>The model's name of a parameter of the reference.</summary>
    private static string Own(string name)
    {
        var parts = name.Split('.');
        if (parts[0] == "head") parts[0] = "output";
        if (parts.Length > 2 && parts[2] is "projections" or "output") parts = [.. parts[..2], "attention", .. parts[2..]];
        return "_net." + string.Join('.', parts.Select(part =>
            int.TryParse(part, CultureInfo.InvariantCulture, out _) || part is "weight" or "bias" ? part : "_" + Camel(part)));
    }

    private static string Camel(string snake)
        => string.Concat(snake.Split('_').Select((word, index) =>
            index == 0 || word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    private static double[] Numbers(JsonElement row, string name)
        => [.. row.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
