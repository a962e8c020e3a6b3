using CharacterGpt;

// Learns Data/moby-dick.txt, or another text that is put in its place, character by character, and writes on.
var steps = args is [var count] ? int.Parse(count) : 1500;
var data = TextData.Load();
using var model = Gpt.Create(data.Vocabulary, dropout: 0.1, Device.Best, seed: 1);
model.Schedule = Schedule.Cosine(steps, minimum: 1e-4).WithWarmUp(Math.Min(100, steps));

var trainer = new Trainer(model, data, seed: 1);
for (var step = 1; step <= steps; step++)
{
    var result = trainer.Step();
    if (step % 100 == 0 || step == steps) Console.WriteLine($"step {step,5}  loss {result.Loss:F3}  held out {trainer.Validate():F3}");
}

model.Save("model.safetensors");

var sampler = new TokenSampler(temperature: 0.8, topP: 0.95, seed: 1);
const string prompt = "Call me ";
Console.Write(prompt);
foreach (var character in model.Generate(data.Encode(prompt), 500, sampler)) Console.Write(data.Decode(character));
Console.WriteLine();
