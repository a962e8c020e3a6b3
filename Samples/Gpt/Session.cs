using System.Diagnostics;
using ModelGen;
using Spectre.Console;

namespace CharacterGpt;

/// <summary>Trains, writes, and checks that the model has learnt.</summary>
internal static class Session
{
    private const int Seed = 1;

    private const int WarmUp = 100;

    private const int Reports = 10;

    /// <summary>The loss of one who knows how often each character occurs, and nothing of those before, is 3.0 of this text.</summary>
    private const double Learnt = 2.2;

    private const int StepsToLearn = 1000;

    /// <returns>0 if the model has learnt what it should in so many steps.</returns>
    public static int Run(RunOptions options)
    {
        try
        {
            var data = TextData.Load();
            var prompt = data.Encode(options.Prompt);
            using var model = Gpt.Create(data.Vocabulary, dropout: 0.1, Device.Best, Seed);
            Start(model, options.Steps);
            AnsiConsole.WriteLine($"{model.Device}; {model.Parameters.Trainable.Sum(parameter => parameter.Count):N0} parameters");
            var loss = Train(model, data, options.Steps);
            Write(model, data, prompt, options);
            if (options.Time) CharacterCost.Tell(model);
            return options.Steps < StepsToLearn || loss < Learnt ? 0 : Failed(loss);
        }
        catch (Exception fault) when (fault is IOException or ArgumentException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    /// <summary>Small first weights, smaller where layers add up; the rate rises, then falls by a cosine.</summary>
    private static void Start(Gpt model, int steps)
    {
        var sums = 0.02 / Math.Sqrt(2 * Transformer.Layers);
        foreach (var (weight, index) in model.Parameters.Trainable.Select((parameter, index) => (parameter, index)))
        {
            if (weight.Shape.Length < 2) continue;
            var isSum = weight.Name.EndsWith("_attention._output.weight", StringComparison.Ordinal)
                || weight.Name.EndsWith("_contract.weight", StringComparison.Ordinal);
            weight.Initialize(Initializer.Normal, Seed + index, second: isSum ? sums : 0.02);
        }

        model.Schedule = Schedule.Cosine(Math.Max(1, steps - WarmUp), minimum: 1e-4).WithWarmUp(WarmUp);
    }

    private static double Train(Gpt model, TextData data, int steps)
    {
        var (trainer, clock, sum) = (new Trainer(model, data, Seed), Stopwatch.StartNew(), 0.0);
        var (every, validation) = (Math.Max(1, steps / Reports), trainer.Validate());
        for (var step = 1; step <= steps; step++)
        {
            sum += trainer.Step();
            if (step % every > 0) continue;
            validation = trainer.Validate();
            AnsiConsole.WriteLine($"step {step,5}  loss {sum / every:F4}  held out {validation:F4}  {clock.Elapsed.TotalSeconds:F0} s");
            sum = 0;
        }

        return validation;
    }

    private static void Write(Gpt model, TextData data, int[] prompt, RunOptions options)
    {
        var sampler = new TokenSampler(options.Temperature, topP: options.TopP, seed: Seed);
        AnsiConsole.WriteLine();
        AnsiConsole.Write(options.Prompt);
        foreach (var character in model.Generate(prompt, options.Length, sampler)) AnsiConsole.Write(data.Decode(character).ToString());
        AnsiConsole.WriteLine();
    }

    private static int Failed(double loss)
    {
        Console.Error.WriteLine($"The loss on held out text is {loss:F3}; below {Learnt} was expected.");
        return 1;
    }
}
