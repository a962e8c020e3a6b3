using System.CommandLine;

namespace Benchmarks;

/// <summary>The options of the program.</summary>
internal static class CommandLine
{
    private static readonly Argument<string[]> Names = new("case") { Description = "The cases; all of them if none is given",
        Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<bool> Quick = new("--quick") { Description = "Four cases, two threads, ratios alone" };

    private static readonly Option<string[]> Only = new("--only") {
        Description = "What to measure; all of it if not given; may be repeated" };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often each side of a case has its turn",
        DefaultValueFactory = _ => 15 };

    private static readonly Option<int[]> Threads = new("--threads") {
        Description = "With how many threads the ratios are measured; 1 and 2 if not given, with --quick 2; may be repeated" };

    private static readonly Option<string?> Folder = new("--out") { Description = "The folder that the results are written to" };

    // What the program starts itself as, to measure one side in a process of its own.
    private static readonly Option<string?> Alone = new("--alone") { Hidden = true };

    private static readonly Option<string> Side = new("--side") { Hidden = true, DefaultValueFactory = _ => Child.Own };

    /// <summary>The command that measures.</summary>
    public static RootCommand Create()
    {
        Names.AcceptOnlyFromAmong([.. Options.AllCases.Select(row => row.Name)]);
        Only.AcceptOnlyFromAmong([.. Options.AllSections]);
        var command = new RootCommand("Measures ModelGen against TorchSharp and libtorch on the processor.") { Names, Quick, Only, Rounds,
            Threads, Folder, Alone, Side };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult result)
    {
        var named = result.GetValue(Names) ?? [];
        var isQuick = result.GetValue(Quick);
        var cases = Options.AllCases.Where(row => named.Length > 0 ? named.Contains(row.Name) : !isQuick || row.IsQuick).ToList();
        if (result.GetValue(Alone) is { } what) return Child.Run(cases.Single(), what, result.GetRequiredValue(Side));
        var sections = result.GetValue(Only) is { Length: > 0 } only ? only : isQuick ? [Options.Ratios] : [.. Options.AllSections];
        int[] threads = result.GetValue(Threads) is { Length: > 0 } some ? some : isQuick ? [2] : [1, 2];
        Benchmark.Run(new(cases, sections, threads, result.GetValue(Rounds), result.GetValue(Folder)));
        return 0;
    }
}
