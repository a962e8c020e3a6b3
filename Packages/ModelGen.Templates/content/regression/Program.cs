// The last column of data.csv is the number to tell: here how far diabetes got in a year (Efron et al., Least Angle
// Regression, 2004). Another table is the program's argument.
var table = Csv.Read(args is [var path] ? path : Path.Combine(AppContext.BaseDirectory, "data.csv"));

// A fifth of the rows is for the test alone; of the rest some tell when to stop.
var (known, test) = table.Regression(table.Columns[^1]).Split(0.8, seed: 1);
var (training, validation) = known.Split(0.85, seed: 2);
var (inputs, targets) = (Normalizer.Fit(training), Normalizer.FitTargets(training));

using var model = Regressor.Create(training.InputSize, Device.Best, seed: 1);
using var batches = Load(training, batchSize: 16, shuffle: true);
using var held = Load(validation, batchSize: 256);
var history = model.Fit(batches, new FitOptions { Epochs = 200, Callbacks = [new EarlyStopping(patience: 20)] }, held);

var score = new R2Score();
var numbers = new float[test.Count];
using var unseen = Load(test, batchSize: test.Count);
foreach (var (rows, expected) in unseen)
{
    model.Predict(rows, numbers);
    score.Add(numbers, expected);
}

Console.WriteLine($"{history.Count} epochs, on rows that it has not seen: {score}");

// What a program that serves the model needs: Regressor.Load and Normalizer.Load; targets.Invert brings its numbers back.
model.Save("model.safetensors");
inputs.Save("inputs.json");
targets.Save("targets.json");

DataLoader<float, float> Load(DataSet<float, float> part, int batchSize, bool shuffle = false)
    => new(part.Normalize(inputs).NormalizeTargets(targets), batchSize, shuffle, seed: 1);
