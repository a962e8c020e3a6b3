using System.CommandLine;

namespace CharacterGpt;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    private static readonly Option<int> Steps = new("--steps")
    {
        Description = "How many steps to train for",
        DefaultValueFactory = _ => 1500,
    };

    private static readonly Option<string> Prompt = new("--prompt")
    {
        Description = "How the text begins that the model writes",
        DefaultValueFactory = _ => "Call me ",
    };

    private static readonly Option<int> Length = new("--length")
    {
        Description = "How many characters it writes",
        DefaultValueFactory = _ => 500,
    };

    private static readonly Option<double> Temperature = new("--temperature")
    {
        Description = "How daring it is: 0 takes the best character each time",
        DefaultValueFactory = _ => 0.8,
    };

    private static readonly Option<double> TopP = new("--top-p")
    {
        Description = "The share of probability that the characters to draw from have",
        DefaultValueFactory = _ => 0.95,
    };

    private static readonly Option<bool> Time = new("--time")
    {
        Description = "Tells what a character costs, beside reading the whole context anew",
    };

    /// <summary>The command that trains and writes.</summary>
    public static RootCommand Create()
    {
        foreach (var whole in (Option<int>[])[Steps, Length])
        {
            whole.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 0) result.AddError($"{whole.Name}: a number of 0 or more is expected.");
            });
        }

        var command = new RootCommand("Trains a small GPT on Moby-Dick, character by character, and lets it write.")
        {
            Steps, Prompt, Length, Temperature, TopP, Time,
        };
        command.SetAction(result => Session.Run(new(
            result.GetRequiredValue(Steps), result.GetRequiredValue(Prompt), result.GetRequiredValue(Length),
            result.GetRequiredValue(Temperature), result.GetRequiredValue(TopP), result.GetValue(Time))));
        return command;
    }
}
