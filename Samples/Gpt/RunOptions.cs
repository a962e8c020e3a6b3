namespace CharacterGpt;

/// <summary>What the command line asks for.</summary>
/// <param name="Steps">How many steps to train for.</param>
/// <param name="Prompt">How the text begins.</param>
/// <param name="Length">How many characters to write.</param>
/// <param name="Temperature">How daring to be.</param>
/// <param name="TopP">The share of probability to draw from.</param>
/// <param name="Time">Whether to tell what a character costs.</param>
internal sealed record RunOptions(int Steps, string Prompt, int Length, double Temperature, double TopP, bool Time);
