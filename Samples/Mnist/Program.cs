using System.Diagnostics;
using ModelGen;
using Mnist;

using var model = DigitClassifier.Create(Device.Cpu, seed: 1);
Console.WriteLine(model.Device);
var random = new Random(1);
var x = new float[64 * 784];
for (var i = 0; i < x.Length; i++) x[i] = random.NextSingle();
var labels = new int[64];
for (var i = 0; i < 64; i++) labels[i] = random.Next(10);
for (var round = 0; round < 5; round++)
{
    var watch = Stopwatch.StartNew();
    var loss = 0f;
    for (var step = 0; step < 300; step++) loss = model.TrainStep(x, labels);
    Console.WriteLine($"{loss} {watch.Elapsed.TotalMicroseconds / 300:F0} us a step");
}
