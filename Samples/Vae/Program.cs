using System.Diagnostics;
using System.Globalization;
using MnistDigits;
using ModelGen;
using Spectre.Console;
using Vae;

const int Seed = 1;
const int Epochs = 8;

var watch = Stopwatch.StartNew();
var (training, test) = (Pixels.Of(DigitSet.Training()), Pixels.Of(DigitSet.Test()));
using var model = DigitVae.Create(Device.Cpu, Seed);
var examiner = new Examiner(model, test);
var untrained = examiner.Bound();
model.Fit(training, training, epochs: Epochs, batchSize: 128, onEpoch: epoch => AnsiConsole.WriteLine($"{epoch}"));
Gallery.Show(model, test, Seed);
var isRight = examiner.Check(untrained);
AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} s"));
return isRight ? 0 : 1;
