using ModelGen;

namespace CharacterGpt;

/// <summary>Trains a model on random pieces of a text.</summary>
internal sealed class Trainer(Gpt model, TextData data, int seed)
{
    private const int Batch = 12;

    private const int Trials = 20;

    private readonly Random _random = new(seed);
    private readonly int[] _offsets = new int[Batch];
    private readonly int[] _text = new int[Batch * Transformer.Context];
    private readonly int[] _next = new int[Batch * Transformer.Context];

    /// <summary>One step; gives the loss before it.</summary>
    public StepResult Step()
    {
        Draw(data.Trained);
        return model.TrainStep(_text, _next, Batch, Transformer.Context);
    }

    /// <summary>The mean loss on pieces of what is not trained on.</summary>
    public double Validate()
    {
        var sum = 0.0;
        for (var trial = 0; trial < Trials; trial++)
        {
            Draw(data.HeldOut);
            sum += model.Evaluate(_text, _next, Batch, Transformer.Context);
        }

        return sum / Trials;
    }

    private void Draw(ReadOnlySpan<int> part)
    {
        for (var row = 0; row < Batch; row++) _offsets[row] = _random.Next(part.Length - Transformer.Context);
        TextData.Fill(part, _offsets, _text, _next);
    }
}
