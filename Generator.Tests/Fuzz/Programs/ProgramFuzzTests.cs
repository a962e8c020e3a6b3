using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>
/// Random models in C#, 10 to 15 statements over the whole language, compiled as a build would: in float, double, with one thread and two,
/// they compute what their source says. Of the first that does not, the smallest program that is still wrong is shown.
/// </summary>
public class ProgramFuzzTests
{
    private const int Block = 50;

    private const int BlockCount = 6;

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, BlockCount).Select(block => block * Block)];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void ProgramsComputeWhatTheySay(int from) => ProgramRun.Check(from, Block);

    [Fact]
    public void ProgramsComputeWhatTheySayInAllOfTheirCalls() => Assert.Empty(ProgramRun.All(BlockCount * Block, 4));

    /// <summary>Other seeds, by hand: MODELGEN_FUZZ_FROM and MODELGEN_FUZZ_COUNT say which.</summary>
    [Fact(Explicit = true)]
    public void OtherProgramsToo()
    {
        var (from, count) = (FuzzRun.Setting("MODELGEN_FUZZ_FROM", 1000), FuzzRun.Setting("MODELGEN_FUZZ_COUNT", 1000));
        var faults = 0;
        for (var first = from; first < from + count; first += Block)
        {
            foreach (var fault in ProgramRun.All(first, Math.Min(Block, from + count - first)))
            {
                faults++;
                Console.Error.WriteLine(fault);
            }
        }

        Assert.True(faults == 0, $"{faults} of {count} programs are wrong");
    }

    [Fact]
    public void ProgramsUseTheWholeLanguage()
    {
        var all = Enumerable.Range(0, 300).Select(RandomProgram.Make).ToList();
        var text = string.Concat(all.Select(program => CSharpProgram.Write(program, program.Name, true)));
        string[] words =
        [
            "for (var", "while (", "if (", "Conv1d", "Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d", "Unfold", "MatMul", "Einsum",
            "Gather", "OneHot", "Concat", "Stack(0, c", "Slice(",
            "Expand(", "Where(", "Map(Steps)", "Map(Bend", "Mixed(", "Softmax(", "CumSum(", "keepDimension", "CrossEntropy", "Pad(",
            "Reshape(", "[i", "ArgMax", "Detach", "Chunk(",
            "continue", "(K > 1 ? ", "K % 3", "K / 2",
        ];
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.True(all.Average(program => program.Statements.Count) >= 10, "programs of 10 statements and more");
    }

    [Fact]
    public void ShrinkingLeavesWhatIsAtFault()
    {
        var program = Enumerable.Range(0, 1000).Select(RandomProgram.Make).First(program => HasLoopInBranch(program.Statements));
        var small = ProgramShrinker.Run(program, candidate => HasLoopInBranch(candidate.Statements));
        var text = CSharpProgram.Write(small, "Small", true);
        Assert.True(small.Statements.Count <= 3 && small.Results.Count == 1, text);
        var diagnostics = Source.Compile(text).GetDiagnostics(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    private static bool HasLoopInBranch(IReadOnlyList<Statement> statements)
        => statements.OfType<Branch>().Any(branch => branch.Blocks.Any(block => block.Statements.OfType<Loop>().Any()));
}
