// The last column of data.csv is the class of a row: here irises (UCI Machine Learning Repository, CC BY 4.0).
// Another table is the program's argument.
var table = Csv.Read(args is [var path] ? path : Path.Combine(AppContext.BaseDirectory, "data.csv"));
var target = table.Columns[^1];
var classes = table.ClassNames(target);

// A fifth of the rows is for the test alone; of the rest some tell when to stop.
var (known, test) = table.Classification(target).Split(0.8, seed: 1, stratified: true);
var (training, validation) = known.Split(0.85, seed: 2, stratified: true);
var normalizer = Normalizer.Fit(training);

using var model = Classifier.Create(training.InputSize, classes.Count, Device.Best, seed: 1);
using var batches = new DataLoader<float, int>(training.Normalize(normalizer), batchSize: 16, shuffle: true, seed: 1);
using var held = new DataLoader<float, int>(validation.Normalize(normalizer), batchSize: 256);
var history = model.Fit(batches, new FitOptions { Epochs = 200, Callbacks = [new EarlyStopping(patience: 20)] }, held);

var matrix = new ConfusionMatrix(classes);
var scores = new float[test.Count * classes.Count];
using var unseen = new DataLoader<float, int>(test.Normalize(normalizer), batchSize: test.Count);
foreach (var (rows, labels) in unseen)
{
    model.Predict(rows, scores);
    matrix.Add(scores, labels);
}

Console.WriteLine(matrix);
Console.WriteLine($"{history.Count} epochs, accuracy on rows that it has not seen: {matrix.Value:F4}");

// What a program that serves the model needs: Classifier.Load and Normalizer.Load.
model.Save("model.safetensors");
normalizer.Save("normalizer.json");
