using System.CommandLine;
using System.CommandLine.Parsing;
using ModelGen;

namespace Mnist;

/// <summary>The options of the program; a wrong value is answered with what is allowed.</summary>
internal static class CommandLine
{
    private const string Best = "best";

    private static readonly Option<string> DeviceOption = new("--device") { Description = "best, cpu, cuda, opencl or emulator", DefaultValueFactory = _ => Best, Validators = { MustBePresent } };

    private static readonly Option<int> EpochsOption = new("--epochs") { Description = "how often each image is seen, 1 or more", DefaultValueFactory = _ => 5, Validators = { MustBePositive } };

    private static readonly Option<int> SeedOption = new("--seed") { Description = "the same seed gives the same numbers", DefaultValueFactory = _ => 1 };

    public static int Run(string[] arguments, Func<TrainSettings, int> train)
    {
        var root = new RootCommand("Trains a classifier of handwritten digits on kernels that ModelGen emitted.") { DeviceOption, EpochsOption, SeedOption };
        root.SetAction(parsed => train(Settings(parsed)));
        return root.Parse(arguments).Invoke();
    }

    private static TrainSettings Settings(ParseResult parsed)
    {
        var word = parsed.GetValue(DeviceOption)!;
        return new(Device.Parse(word), word == Best ? Device.ReasonForBest : "as asked for", parsed.GetValue(EpochsOption), parsed.GetValue(SeedOption));
    }

    private static void MustBePresent(OptionResult result)
    {
        try
        {
            Device.Parse(result.GetValueOrDefault<string>()!);
        }
        catch (ArgumentException exception)
        {
            result.AddError("--device: " + exception.Message);
        }
    }

    private static void MustBePositive(OptionResult result)
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var epochs) && epochs < 1) result.AddError($"--epochs {epochs}: it must be 1 or more.");
    }
}
