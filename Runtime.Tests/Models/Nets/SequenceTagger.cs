namespace ModelGen.Tests.Models.Nets;

/// <summary>
/// A recurrent net that labels each step of sequences of a length that the call gives, and normalises what it reads by running statistics.
/// </summary>
[Model]
[AdamW(LearningRate = 0.01)]
public partial class SequenceTagger
{
    private readonly Linear input = new(3, 5);
    private readonly Linear hidden = new(5, 5);
    private readonly Linear output = new(5, 4);

    [Buffer(3)]
    private Tensor running_mean;

    [Buffer(3, Value = 1)]
    private Tensor running_var;

    public Tensor Forward([Shape("T", "N", 3)] Tensor x)
    {
        var normal = Normalized(x.Reshape(-1, 3));
        var projected = input.Forward(normal.Reshape("T", "N", 3));
        var outputs = new List<Tensor>();
        var state = Tensor.Zeros("N", 5);
        for (var t = 0; t < x.Size(0); t++)
        {
            state = (projected[t] + hidden.Forward(state)).Tanh();
            outputs.Add(state);
        }

        return output.Forward(Tensor.Stack(0, outputs));
    }

    public Tensor Loss(Tensor logits, [Shape("T", "N")] IndexTensor labels) => logits.CrossEntropy(labels);

    private Tensor Normalized(Tensor rows)
    {
        if (!Mode.Training) return (rows - running_mean) / (running_var + 1e-5).Sqrt();
        var mean = rows.Mean(0);
        var centered = rows - mean;
        var variance = (centered * centered).Mean(0);
        running_mean = 0.9 * running_mean + 0.1 * mean;
        running_var = 0.9 * running_var + 0.1 * variance;
        return centered / (variance + 1e-5).Sqrt();
    }
}
