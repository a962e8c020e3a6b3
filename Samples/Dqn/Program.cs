using System.Diagnostics;
using System.Globalization;
using Dqn;
using Spectre.Console;

const int Seed = 1;
const int Episodes = 20;
const double Bound = 400;

using var agent = new Agent(Seed);
var training = new Training(agent, Seed);
var watch = Stopwatch.StartNew();
var untrained = Match.Returns(agent, Episodes, seed: Seed + 1).Average();
training.Run();
var trained = Match.Returns(agent, Episodes, seed: Seed + 1);

LearningCurve.Show(training.Returns);
AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{training.Steps:N0} steps of {training.Returns.Count} episodes in {watch.Elapsed.TotalSeconds:F1} s"));
AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"mean return of {Episodes} others: {untrained:F1} before, {trained.Average():F1} after, the least {trained.Min()}"));
if (untrained < Bound && trained.Average() >= Bound) return 0;
Console.Error.WriteLine($"The pole was not learnt to be held: the mean return must be {Bound} or more, by training alone.");
return 1;
