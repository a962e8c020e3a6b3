using System.Globalization;
using Lecture.Compiled;
using ModelGen;

// A program without the model's source, and without ModelGen's generator: the compiled model comes as an assembly, its weights as a file,
// the input on standard input.
if (args is not [var weights])
{
    Console.Error.WriteLine("Give the weights' file; the input is read from standard input, a number a line.");
    return 2;
}

using var model = StaticNet.Create(Device.Cpu);
model.Load(weights);
List<float> input = [];
while (Console.ReadLine() is { } line) input.Add(float.Parse(line, CultureInfo.InvariantCulture));
var prediction = new float[input.Count / 64 * 10];
model.Predict(input.ToArray(), prediction);
foreach (var number in prediction) Console.WriteLine(number.ToString("R", CultureInfo.InvariantCulture));
return 0;
