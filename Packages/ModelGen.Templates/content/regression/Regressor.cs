/// <summary>A net with one hidden layer that tells a number of a row.</summary>
/// <param name="features">How many numbers a row has.</param>
[Model]
[AdamW(LearningRate = 5e-3, WeightDecay = 1e-2)]
public partial class Regressor(int features)
{
    private readonly Linear _hidden = new(features, 32);
    private readonly Linear _output = new(32, 1);

    /// <summary>The number of each row: [N, 1].</summary>
    public Tensor Forward([Shape("N", "features")] Tensor rows) => _output.Forward(_hidden.Forward(rows).Relu());

    /// <summary>The mean of the squared differences.</summary>
    public Tensor Loss(Tensor numbers, [Shape("N", 1)] Tensor targets) => numbers.MeanSquared(targets);
}
