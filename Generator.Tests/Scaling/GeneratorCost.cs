using System.Diagnostics;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Scaling;

/// <summary>What the generator takes for a program, on a thread with as small a stack as compilers give theirs.</summary>
/// <param name="Seconds">The time of a first run.</param>
/// <param name="Bytes">What it allocates.</param>
/// <param name="Characters">What it writes.</param>
internal sealed record GeneratorCost(double Seconds, long Bytes, long Characters)
{
    private const int Stack = 1 << 20;

    /// <summary>Generates the code of a program that must be right.</summary>
    public static GeneratorCost Of(string source)
    {
        var compilation = SourceProgram.Compile(source);
        GeneratorCost? cost = null;
        Exception? fault = null;
        var thread = new Thread(Run, Stack);
        thread.Start();
        thread.Join();
        return cost ?? throw new InvalidOperationException("the generator failed", fault);

        void Run()
        {
            try
            {
                cost = Measured(compilation);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                fault = exception;
            }
        }
    }

    private static GeneratorCost Measured(Compilation compilation)
    {
        var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var result = SourceProgram.Driver().RunGenerators(compilation, CancellationToken.None).GetRunResult();
        var cost = new GeneratorCost(Stopwatch.GetElapsedTime(start).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - before,
            result.GeneratedTrees.Sum(tree => (long)tree.Length));
        if (result.Results[0].Exception is { } exception) throw exception;
        if (result.Diagnostics.Length > 0) throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
        return result.GeneratedTrees.Any(tree => tree.FilePath.EndsWith("Net.Cpu.g.cs", StringComparison.Ordinal))
            ? cost
            : throw new InvalidOperationException("the program is broken: " + string.Join("\n", SourceProgram.Analyze(compilation)));
    }
}
