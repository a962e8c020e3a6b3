using System.Globalization;

namespace ModelGen.Generator.Tests.Scaling;

/// <summary>
/// The generator's time and memory grow with the number of operations, not with its square, and no program overflows its stack.
/// </summary>
public class ScalingTests
{
    private static readonly int[] Counts = [10, 30, 100, 200, 500, 1000, 2000, 5000];

    public static TheoryData<string> Shapes() => [.. ProgramShape.All.Select(shape => shape.Name)];

    /// <summary>
    /// Memory, unlike time, is the same in each run: four times the operations take less than six times of it, or as much more as there is
    /// to be written.
    /// </summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void MemoryGrowsWithTheOperations(string name)
    {
        var shape = ProgramShape.All.Single(shape => shape.Name == name);
        var most = Math.Min(shape.Most, 500);
        GeneratorCost.Of(shape.Write(20));
        var (small, large) = (GeneratorCost.Of(shape.Write(most / 4)), GeneratorCost.Of(shape.Write(most)));
        var growth = Math.Max(4, (double)large.Characters / small.Characters);
        Assert.True(large.Bytes < 1.5 * growth * small.Bytes, $"{name}: {small} of {most / 4} operations, {large} of {most}");
    }

    /// <summary>The table of docs and notes: build/bench-generator.sh.</summary>
    [Fact(Explicit = true)]
    public void Benchmark()
    {
        Console.WriteLine("| shape | operations | seconds | MB allocated | KB written | growth of time | growth of memory |\n| --- | "
            + "--- | --- | --- | --- | --- | --- |");
        var wanted = (Environment.GetEnvironmentVariable("SHAPES") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var shape in ProgramShape.All.Where(shape => wanted.Length == 0 || wanted.Contains(shape.Name)))
        {
            GeneratorCost.Of(shape.Write(100));
            (int Count, GeneratorCost Cost)? last = null;
            foreach (var count in Counts.Where(count => count <= shape.Most))
            {
                var cost = GeneratorCost.Of(shape.Write(count));
                var growth = last is { } small
                    ? $"{Exponent(small.Cost.Seconds, cost.Seconds, small.Count, count)} | "
                        + $"{Exponent(small.Cost.Bytes, cost.Bytes, small.Count, count)}"
                    : "|";
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {shape.Name} | {count} | {cost.Seconds:F3} | {cost.Bytes / 1e6:F1} | {cost.Characters / 1000} | {growth} |"));
                last = (count, cost);
            }
        }
    }

    /// <summary>The power of the number of operations with which a cost grows.</summary>
    private static string Exponent(double small, double large, int few, int many)
        => (Math.Log(large / small) / Math.Log((double)many / few)).ToString("F2", CultureInfo.InvariantCulture);
}
