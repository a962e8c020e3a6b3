using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ModelGen;

namespace Mnist;

/// <summary>The options of the program. A wrong value is answered with what is allowed.</summary>
internal static class CommandLine
{
    private const string Best = "best";

    private static readonly Option<string> Model = new("--model")
    {
        Description = $"What learns: {string.Join(", ", Recipe.All.Keys)}",
        DefaultValueFactory = _ => Recipe.All.Keys.First(),
    };

    private static readonly Option<string> Device = new("--device")
    {
        Description = "Where to compute: best, cpu, cuda, opencl or emulator",
        DefaultValueFactory = _ => Best,
    };

    private static readonly Option<int> Epochs = Whole("--epochs", "How often each image is learnt from", least: 1, otherwise: 5);

    private static readonly Option<int> Seed = Whole("--seed", "Seed of the first weights and of the images' order", least: 0,
        otherwise: 1);

    private static readonly Option<string?> Folder = new("--folder")
    {
        Description = "Where checkpoints, curves and the confusion matrix go; a run that was stopped goes on from there",
    };

    /// <summary>The command that trains.</summary>
    public static RootCommand Create()
    {
        Device.Validators.Add(CheckDevice);
        Model.Validators.Add(CheckModel);
        var command = new RootCommand("Trains a classifier of handwritten digits on kernels that ModelGen wrote.") { Model, Device, Epochs,
            Seed, Folder };
        command.SetAction(result => Run(Read(result)));
        return command;
    }

    private static RunOptions Read(ParseResult result)
    {
        var word = result.GetRequiredValue(Device);
        var isBest = string.Equals(word, Best, StringComparison.OrdinalIgnoreCase);
        var reason = isBest ? ModelGen.Device.ReasonForBest : "as --device asks";
        return new(result.GetRequiredValue(Model), ModelGen.Device.Parse(word), reason, result.GetRequiredValue(Epochs),
            result.GetRequiredValue(Seed), result.GetValue(Folder));
    }

    private static int Run(RunOptions options)
    {
        try
        {
            Training.Run(options);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    private static void CheckModel(OptionResult result)
    {
        var name = result.GetValueOrDefault<string>();
        if (name is null || !Recipe.All.ContainsKey(name))
            result.AddError($"--model: \"{name}\" is not allowed; allowed are {string.Join(", ", Recipe.All.Keys)}.");
    }

    private static void CheckDevice(OptionResult result)
    {
        try
        {
            ModelGen.Device.Parse(result.GetValueOrDefault<string>());
        }
        catch (ArgumentException fault)
        {
            // The name of Parse's own parameter tells a user nothing.
            result.AddError("--device: " + fault.Message.Replace($" (Parameter '{fault.ParamName}')", ""));
        }
    }

    private static Option<int> Whole(string name, string description, int least, int otherwise)
        => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => Number(result, name, least)
        };

    private static int Number(ArgumentResult result, string name, int least)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least) return number;
        result.AddError($"{name}: \"{text}\" is not allowed; allowed are whole numbers from {least} to {int.MaxValue}.");
        return least;
    }
}
