using ModelGen;

namespace Tabular;

/// <summary>Learns the classes of a table's rows and tells how well it does on rows that it has not seen.</summary>
public static class Classification
{
    /// <summary>Trains and tests; the share of rows whose class is right.</summary>
    public static double Run(string path, int seed = 1)
    {
        var table = Csv.Read(path);
        var classes = table.ClassNames("class");
        var (known, test) = table.Classification("class").Split(0.8, seed: 1, stratified: true);
        var (training, validation) = known.Split(0.85, seed: 2, stratified: true);
        var normalizer = Normalizer.Fit(training);
        using var loader = new DataLoader<float, int>(training.Normalize(normalizer), batchSize: 16, shuffle: true, seed: seed);
        using var held = new DataLoader<float, int>(validation.Normalize(normalizer), batchSize: 256);
        using var model = RowClassifier.Create(training.InputSize, classes.Count, Device.Cpu, seed);
        var history = model.Fit(loader, new FitOptions { Epochs = 200, Callbacks = [new EarlyStopping(patience: 20)] }, held);

        ConfusionMatrix matrix = new(classes);
        var scores = new float[test.Count * classes.Count];
        using var unseen = new DataLoader<float, int>(test.Normalize(normalizer), batchSize: test.Count);
        foreach (var (rows, labels) in unseen)
        {
            model.Predict(rows, scores);
            matrix.Add(scores, labels);
        }

        Console.WriteLine($"{matrix}\n{history.Count} epochs, accuracy {matrix.Value:F4}");
        return matrix.Value;
    }
}

/// <summary>One hidden layer.</summary>
[Model, AdamW(LearningRate = 5e-3, WeightDecay = 1e-2)]
public partial class RowClassifier(int features, int classes)
{
    private readonly Linear _hidden = new(features, 32);
    private readonly Linear _output = new(32, classes);

    public Tensor Forward([Shape("N", "features")] Tensor row) => _output.Forward(_hidden.Forward(row).Relu());
    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
