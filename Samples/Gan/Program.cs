using System.Diagnostics;
using System.Globalization;
using Gan;
using MnistDigits;
using ModelGen;
using Spectre.Console;

const int Seed = 1;
const int Epochs = 10;

var watch = Stopwatch.StartNew();
var (training, test) = (DigitSet.Training(), DigitSet.Test());
var trainer = new Trainer(training, Seed);
using var judge = Judge.Create(Device.Cpu, Seed);
trainer.Train(judge);

using var gan = DigitGan.Create(Device.Cpu, Seed);
var exhibition = new Exhibition(gan, judge, seed: Seed + 1);
var untrained = exhibition.Paintings();
trainer.Train(gan, Epochs);
var trained = exhibition.Paintings();
var real = exhibition.Real(test);

exhibition.Draw();
Exhibition.Compare(("before training", untrained), ("paintings", trained), ("real digits", real));
AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} s"));
if (!untrained.IsNear(real) && trained.IsNear(real)) return 0;
Console.Error.WriteLine($"The painter has not learnt to paint: asked for are {Quality.Bounds}, by training alone.");
return 1;
