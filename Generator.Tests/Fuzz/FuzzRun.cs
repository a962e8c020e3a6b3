using System.Globalization;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Checks the graphs of a range of seeds; of the first with a fault, shows the smallest graph that has one still.</summary>
internal static class FuzzRun
{
    /// <param name="from">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    /// <param name="make">The graph of a seed.</param>
    /// <param name="fault">What is wrong with a graph under the bindings of a seed; null where nothing is.</param>
    public static void Check(int from, int count, Func<int, Graph> make, Func<Graph, int, string?> fault)
    {
        for (var seed = from; seed < from + count; seed++)
        {
            var (graph, number) = (make(seed), seed);
            if (fault(graph, seed) is not { } first) continue;
            var small = GraphShrinker.Run(graph, candidate => fault(candidate, number) is { } other && Kind(other) == Kind(first));
            Assert.Fail($"seed {seed}: {fault(small, seed)}\nbefore:\n{GraphPrinter.Print(small)}");
        }
    }

    /// <summary>A number that whoever runs a fuzz by hand sets in the environment; else another one.</summary>
    public static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;

    /// <summary>What a fault is apart from where it is: the words before the first number.</summary>
    private static string Kind(string fault)
        => string.Concat(fault.TakeWhile(letter => letter is not ('\n' or '%') && !char.IsDigit(letter)));
}
