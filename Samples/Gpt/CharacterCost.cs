using System.Diagnostics;
using Spectre.Console;

namespace CharacterGpt;

/// <summary>What a further character costs beside reading the whole context anew: medians of interleaved rounds.</summary>
internal static class CharacterCost
{
    private const int Rounds = 21;

    private const int Calls = 100;

    public static void Tell(Gpt model)
    {
        var text = Enumerable.Range(0, Transformer.Context).Select(index => index % model.Vocabulary).ToArray();
        var (all, last) = (new float[text.Length * model.Vocabulary], new float[model.Vocabulary]);
        model.Begin(text, last);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => (
            Whole: Time(Calls / 10, () => model.Predict(text, all, 1, text.Length)),
            Early: Time(Calls, () => model.Continue(text.AsSpan(0, 1), Transformer.Context / 8, last)),
            Late: Time(Calls, () => model.Continue(text.AsSpan(0, 1), Transformer.Context - 1, last)))).ToList();
        var (whole, early, late) = (Median(round => round.Whole), Median(round => round.Early), Median(round => round.Late));
        AnsiConsole.WriteLine();
        AnsiConsole.WriteLine($"whole context {whole:F1} us; a character at {Transformer.Context / 8}: {early:F1} us, at "
            + $"{Transformer.Context - 1}: {late:F1} us, 1/{whole / late:F1} of the whole");

        double Median(Func<(double Whole, double Early, double Late), double> side) => rounds.Select(side).Order().ElementAt(Rounds / 2);
    }

    private static double Time(int calls, Action call)
    {
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < calls; number++) call();
        return clock.Elapsed.TotalMicroseconds / calls;
    }
}
