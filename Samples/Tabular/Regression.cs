using ModelGen;

namespace Tabular;

/// <summary>Learns a number of a table's rows and tells how well it does on rows that it has not seen.</summary>
public static class Regression
{
    /// <summary>Trains and tests; R2, the part of the variance that is explained.</summary>
    public static double Run(string path, string target, int seed = 1)
    {
        var (known, test) = Csv.Read(path).Regression(target).Split(0.8, seed: 1);
        var (training, validation) = known.Split(0.85, seed: 2);
        var inputs = Normalizer.Fit(training);
        var targets = Normalizer.FitTargets(training);
        using var loader = Load(training, batchSize: 16, shuffle: true);
        using var held = Load(validation, batchSize: 256);
        using var model = RowRegressor.Create(training.InputSize, Device.Cpu, seed);
        var history = model.Fit(loader, new FitOptions { Epochs = 200, Callbacks = [new EarlyStopping(patience: 20)] }, held);

        R2Score score = new();
        var numbers = new float[test.Count];
        using var unseen = Load(test, batchSize: test.Count);
        foreach (var (rows, expected) in unseen)
        {
            model.Predict(rows, numbers);
            score.Add(numbers, expected);
        }

        Console.WriteLine($"{history.Count} epochs, {score}");
        return score.Value;

        DataLoader<float, float> Load(DataSet<float, float> part, int batchSize, bool shuffle = false)
            => new(part.Normalize(inputs).NormalizeTargets(targets), batchSize, shuffle, seed);
    }
}

[Model, AdamW(LearningRate = 5e-3, WeightDecay = 1e-2)]
public partial class RowRegressor(int features)
{
    private readonly Linear _hidden = new(features, 32);
    private readonly Linear _output = new(32, 1);

    public Tensor Forward([Shape("N", "features")] Tensor row) => _output.Forward(_hidden.Forward(row).Relu());
    public Tensor Loss(Tensor y, [Shape("N", 1)] Tensor targets) => y.MeanSquared(targets);
}
